/// The list of all models.
package myelin.models;
