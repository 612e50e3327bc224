/// A page that shows a network while it is simulated: what has fired, rates, chosen variables,
/// weights, how far it is. [LiveView] collects after each slice, [LiveServer] hands out.
@NullMarked
package myelin.live;

import org.jspecify.annotations.NullMarked;
