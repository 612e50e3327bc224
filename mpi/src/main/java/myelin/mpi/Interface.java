package myelin.mpi;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The binary interface of an MPI library: what communicators and types of numbers are, and the
/// numbers of its constants.
///
/// @param name which it is
/// @param handle how a communicator or a type is handed over
/// @param world the communicator of the processes that simulate together
/// @param int64 the type of 64-bit integers
/// @param serialized the level of threads at which one thread calls at a time
record Interface(String name, MemoryLayout handle, Object world, Object int64, int serialized) {

  /// Numbers of the MPI-5 standard, section 20.
  private static final long WORLD_5 = 0x101;

  private static final long INT64_5 = 0x258;
  private static final int SERIALIZED_5 = 2048;

  /// Numbers of MPICH's own interface, which Intel MPI and others share.
  private static final int WORLD_MPICH = 0x44000000;

  private static final int INT64_MPICH = 0x4c00083a;
  private static final int SERIALIZED = 2;

  /// The interface of a library: MPICH 5 has two libraries, which differ in name only.
  static Interface of(Library library) {
    var world = library.find("ompi_mpi_comm_world");
    if (world.isPresent()) {
      return new Interface(
          "Open MPI",
          ValueLayout.ADDRESS,
          world.get(),
          library.require("ompi_mpi_int64_t"),
          SERIALIZED);
    }
    if (library.name().contains("libmpi_abi")) {
      return new Interface(
          "MPI-5",
          ValueLayout.ADDRESS,
          MemorySegment.ofAddress(WORLD_5),
          MemorySegment.ofAddress(INT64_5),
          SERIALIZED_5);
    }
    return new Interface("MPICH", ValueLayout.JAVA_INT, WORLD_MPICH, INT64_MPICH, SERIALIZED);
  }

  /// The same with another communicator in place of that of all processes.
  ///
  /// @param communicator its handle, an address or a number
  Interface among(long communicator) {
    boolean address = handle.equals(ValueLayout.ADDRESS);
    Object world = address ? MemorySegment.ofAddress(communicator) : (Object) (int) communicator;
    return new Interface(name, handle, world, int64, serialized);
  }
}
