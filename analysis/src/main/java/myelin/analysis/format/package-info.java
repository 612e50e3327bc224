/// How drawings become files: PNG, SVG and PDF.
package myelin.analysis.format;
