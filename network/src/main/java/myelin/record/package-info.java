/// The text files that recorders write.
///
/// Where records go is looked at before each simulation (`Files`): a recorder whose label, format
/// or place has changed begins another file. A file is known by its length and its checksum
/// (`OwnFile`) and written at its end only, so that what others have done to it is noticed and
/// stays. Files keep complete lines, since only whole lines are handed to the operating system.
///
/// The network calls it, on its thread; `FileWriter` is the one that writes. It is not exported.
package myelin.record;
