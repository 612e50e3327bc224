/// Rate neurons, a file for each family: a gain phi, and what becomes of it in time.
package myelin.models.rate;
