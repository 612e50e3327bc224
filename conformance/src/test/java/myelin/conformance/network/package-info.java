/// Whether whole networks give the same bits for any number of threads, after a checkpoint, with
/// vectors, and as before; whether random programs do what they say; what is refused.
package myelin.conformance.network;
