/// Stimulators and recorders.
package myelin.models.device;
