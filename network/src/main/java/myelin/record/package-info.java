/// The text files that recorders write.
///
/// Before each simulation `Files` checks where records go: a recorder whose label, format or place
/// has changed begins another file. A file is known by its length and its checksum (`OwnFile`) and
/// written at its end only, so that changes that others have made to it are noticed and kept. Files
/// keep complete lines, since only whole lines are handed to the operating system.
///
/// The network calls it, on its thread; `FileWriter` is the one that writes. It is not exported.
package myelin.record;
