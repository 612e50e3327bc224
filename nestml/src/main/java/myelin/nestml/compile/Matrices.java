package myelin.nestml.compile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// Numbers systems of linear equations, so that the same ones are solved once.
final class Matrices {

  private final Map<Matrix, Integer> numbers = new HashMap<>();

  /// An entry of the matrix that advances linear equations.
  ///
  /// @param matrix number of the equations
  record Entry(int matrix, int row, int column) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Entry e && e.matrix == matrix && e.row == row && e.column == column;
    }

    @Override
    public int hashCode() {
      return (matrix * 31 + row) * 31 + column;
    }
  }

  /// Linear equations.
  ///
  /// @param entries of their matrix, row by row; null for 0
  private record Matrix(List<Solvers.Variable> variables, List<@Nullable Term> entries) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Matrix m && m.variables.equals(variables) && m.entries.equals(entries);
    }

    @Override
    public int hashCode() {
      return 31 * variables.hashCode() + entries.hashCode();
    }
  }

  /// The number of some linear equations.
  ///
  /// @param entries of their matrix, row by row; null for 0
  int number(List<Solvers.Variable> variables, @Nullable Term[] entries) {
    Matrix matrix = new Matrix(List.copyOf(variables), Arrays.asList(entries));
    int next = numbers.size();
    Integer known = numbers.putIfAbsent(matrix, next);
    return known == null ? next : known;
  }
}
