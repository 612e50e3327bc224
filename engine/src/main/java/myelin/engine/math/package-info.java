/// Elementary functions by `+ - * /` and bit operations in a written order: the same bits on every
/// machine, interpreted, compiled and in vectors.
///
/// Each function has two forms with the same bits: of one number, and of the first `n` numbers of
/// an array, at most 256 (a block of neurons). The second is a sequence of short loops without
/// branches. The JIT makes vectors of those that compute; those that look into the bits of numbers
/// move long integers and are quick without. What stands between two loops is in arrays of the
/// thread ([Work]), so nothing is allocated, and input and output may be one array.
///
/// The JIT turns only few forms into vectors. Polynomials are sums of an even and an odd part, each
/// by Horner's rule, since in other forms it pairs the wrong products; a loop with two exact
/// products stays without vectors. `FunctionBenchmark` shows what it has made of the loops.
///
/// A cheap look at all arguments comes first. If one is not a number or outside of the range that a
/// class names, all are computed one by one, and such an argument by `StrictMath`, whose bits are
/// the same everywhere, too. Which bits a NaN has is not specified.
///
/// Polynomials interpolate at the zeros of a Chebyshev polynomial, which is within a small factor
/// of the best one; they were computed with 60 digits and rounded. Sources: W. J. Cody and W. Waite
/// (1980), Software manual for the elementary functions, Prentice-Hall (reduction of arguments);
/// J.-M. Muller (2016), Elementary functions, 3rd edition, Birkhäuser (methods and their errors);
/// T. J. Dekker (1971), A floating-point technique for extending the available precision,
/// [doi:10.1007/BF01397083](https://doi.org/10.1007/BF01397083) (sums and products with their
/// rounding errors).
///
/// An error of 1 ulp is the distance of two neighbouring numbers at the value. The errors given are
/// bounds on what was seen: at some 10^4 random arguments in comparison with 40 digits, and, where
/// `StrictMath` is named, at 10^7 in comparison with that.
package myelin.engine.math;
