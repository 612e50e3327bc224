/// Rate neurons, a file for each family: how rates change in time. Each family has a model for each
/// gain phi.
package myelin.models.rate;
