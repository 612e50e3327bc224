/// The networks of `myelin bench`: each builds itself, is simulated, and says how long that took.
package myelin.cli.bench;
