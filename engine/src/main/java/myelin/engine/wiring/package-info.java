/// Connecting: from calls to tables, and what is asked and changed of synapses afterwards.
///
/// A connect call ([ConnectCall]) is a recipe ([Recipe]): the way to draw its synapses, the same
/// each time, for the targets of one owner. A table is built in two passes over the same draws,
/// count and fill ([TablePasses], [TableBuilder]), by all parts in parallel, without a list of
/// edges; where drawing takes long, a recipe may keep in a compact form what the first pass draws,
/// if memory allows ([Recipe.Cursor#again]). Later calls are added by building a table again from
/// what it holds and the new recipes; recipes are then forgotten. [Wiring] keeps the calls that
/// wait and the tables, [TableKinds] the kinds of tables.
///
/// Where synapses have weights of their own, they are not put into their rows as they are drawn: a
/// store that misses the first cache costs some 5 ns, and each synapse would take two of them, to
/// its weight with its target and to its delay. So [SourceSort] packs a synapse into a `long`,
/// sorts a few million by source, one store each, and writes rows from there from end to end. The
/// first pass counts rows chunk by chunk. A part holds at most 2^31 synapses of one kind, 2^30
/// where they have weights of their own; a network may have more in all. Weights that need double
/// precision do not fit into that `long`: such synapses go into groups of rows first, which the
/// cache holds ([RowGroups][myelin.engine.plastic.RowGroups]).
///
/// Synapses are **looked up** ([Lookup]) as ids of sources and targets and a place each (`part |
/// kind | index` in a `long`), sorted by source and target; what else there is to know is read at
/// those places ([Selection]). **Changes** are written there too, except where the table has no
/// place for them: one weight for all, the other sign's channel, delays, by which rows are sorted.
/// Then the tables that synapses leave or come to are built again, in all parts alike ([Rewiring]):
/// at once where many change, else when the network next runs, once for all that have changed until
/// then ([Pending]), so that a thousand single changes cost as much as one change of a thousand
/// synapses. Selections are told where their synapses have come to, also where others are made
/// ([Grown]) or taken out; where there is no room to tell, places are refused by a version number.
///
/// Rows whose synapses stay are copied from the old table to the new one as they are; only rows of
/// sources whose synapses change are built one by one.
///
/// Calls come from one thread, between runs; parts are built in parallel, each by one worker.
///
/// Weights that all synapses of a call have in common are `double`s. Where they differ, those that
/// are drawn are `float`s; those that a user gave are, too, if `float`s have them as they are, and
/// otherwise `double`s in tables like those of plastic synapses.
package myelin.engine.wiring;
