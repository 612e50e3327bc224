/// What the tests and the command share: scenarios that NEST has run, reading them, replaying them,
/// and comparing; networks that several tests use.
///
/// Everything here may be called by all packages of `conformance`, by one thread at a time.
package myelin.conformance.harness;
