/// Who may use whom, how long files are, who prints: what the compiler does not say.
package myelin.conformance.architecture;
