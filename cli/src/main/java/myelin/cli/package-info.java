/// The command `myelin`, and what your own program needs in order to take options:
///
/// ```java
/// import module myelin.cli;
/// import static myelin.Names.*;
///
/// @CommandLine.Option(names = "--order", description = "size of the network")
/// int order = 2500;
///
/// void main(String... args) {
///   Arguments.read(this, args);
///   IO.println(order);
/// }
/// ```
package myelin.cli;
