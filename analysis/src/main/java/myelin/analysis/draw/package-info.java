/// What plots are drawn with: axes, labels and legends for JFreeChart, colours and fonts.
///
/// Nothing here knows what is plotted; the plots of `myelin.analysis` do.
package myelin.analysis.draw;
