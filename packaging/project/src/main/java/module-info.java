/// A program on Myelin.
module net {
  requires myelin;
}
