package myelin.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenTablesTest {

  @TempDir private Path folder = Path.of("");

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("e.csv"), text);
  }

  private static void requireRefused(Runnable call, String words) {
    assertThatThrownBy(call::run).isInstanceOf(BadInput.class).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pre,post,count;1,2,3;1,2,     | column count, row 2: the field is empty",
        "pre,post,delay;1,2,;1,2,3.5   | column delay, row 1: the field is empty",
        "pre,post,count                | has names of columns, [pre, post, count], and no rows",
        "pre,post,count,sign;1,2,3,1;1,2,-3,1 | row 2: count = -3.0; beside the signs of column sign",
        "pre,post,count,nt_type;1,2,-3,gaba   | row 1: count = -3.0; beside the signs",
        "pre,post,sign;1,2,1;1,2,      | column sign, row 2: the field is empty",
        "pre,post,count;1,2,1e999      | row 1: '1e999' is not a finite number",
        "pre,post,count;1,2,Infinity   | row 1: 'Infinity' is not a number",
        "pre,post,count;1,2,NaN        | row 1: 'NaN' is not a number",
        "pre,post,count;1,2,0x1p3      | row 1: '0x1p3' is not a number",
        "pre,post,count;1,2,0.5;1,2,9007199254740993 | row 2: '9007199254740993' cannot be held",
        "pre,post,count;1,2,9007199254740993  | row 1: '9007199254740993' cannot be held",
        "pre,post,delay;1,2,1.5;1,2,0  | e.csv, row 2: delay = 0.0; a delay is above 0 ms",
        "pre,post,delay;1,2,-1         | e.csv, row 1: delay = -1.0",
        "pre,post;1,2;1,'2'3           | e.csv, row 2: there is text after the quotation mark",
        "pre,'post' ;1,2               | e.csv, first line: there is text after the quotation mark",
        "pre,post,pre;1,2,3            | e.csv has two columns with the name 'pre'"
      },
      quoteCharacter = '~')
  void tablesAreRefusedWithFileRowAndColumn(String table, String words) throws IOException {
    Path file = write(table.replace(';', '\n').replace('\'', '"') + "\n");
    requireRefused(() -> Connectome.read(file), "e.csv");
    requireRefused(() -> Connectome.read(file), words);
  }

  @Test
  void marksMayEndALineAsInWindowsAndUnwantedNamesMayOccurTwice() throws IOException {
    Path file = write("pre,\"post\",x,x\r\n\"1\",2,3,\"4\"\r\n1,2,3,\"4\"");
    assertThat(Connectome.read(file).edges()).isEqualTo(2);
    Path signs = write("pre,post,sign\n1,2,1.0\n1,2,-1\n");
    assertThat(Connectome.read(signs).synapses()).containsExactly(1, -1);
  }

  @Test
  void oneColumnHasOneRole() throws IOException {
    Path file = write("a,b\n1,2\n");
    EdgeColumns twice = new EdgeColumns("a", "a", "", "", "");
    requireRefused(
        () -> Connectome.read(file, null, twice), "e.csv: column 'a' is asked for both as pre");
  }

  @Test
  void wrongCellsAreRefusedWithTheirFile() throws IOException {
    Path edges = write("pre,post\n5,6\n");
    Path cells = folder.resolve("c.csv");
    for (String[] pair :
        new String[][] {
          {"id,nt\n5,ach\n6,odd\n", "c.csv, column nt, row 2: 'odd' is no transmitter"},
          {"id\n5\n6\n5\n", "c.csv: cell 5 occurs twice"},
          {"id,a,a\n5,1,2\n6,1,2\n", "c.csv has two columns with the name 'a'"},
          {"id,a\n", "c.csv has names of columns"}
        }) {
      Files.writeString(cells, pair[0]);
      requireRefused(() -> Connectome.read(edges, cells), pair[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "720575940624963786;;720575940624963787",
        ";720575940624963786",
        "007;8",
        "1.50;2.25",
        "2.0;3.5;4.0",
        "2;3.5;4",
        "2;3.5;4.0",
        "3.5;2.0;4",
        "9007199254740993;0.5",
        "0.5;9007199254740993",
        "1;-0",
        "0x1p3;4",
        "1e-05;2",
        "Infinity;1e999",
        "+3;4;x",
        ";;",
        "1.5;;x"
      })
  void annotationsAreKeptAsTheyWereWritten(String fields) throws IOException {
    String[] texts = fields.split(";", -1);
    StringBuilder text = new StringBuilder("id,a\n");
    for (int i = 0; i < texts.length; i++) text.append(i).append(',').append(texts[i]).append('\n');
    CsvTable table = CsvTable.read(write(text.toString()));
    assertThat(table.texts("a")).containsExactly(texts);
    String[] choices = table.choices("a");
    assertThat(Arrays.stream(table.codes("a")).mapToObj(c -> choices[c])).containsExactly(texts);
    assertThat(table.texts("a")).containsExactly(texts);
  }

  @Test
  void howNumbersAreWrittenDoesNotMatter() throws IOException {
    CsvTable table =
        CsvTable.read(write("a,b,c\n1.50,7.0,1\n+2,720575940624963787,2e3\n 3,1,-.5\n"));
    assertThat(table.numbers("a")).containsExactly(1.5, 2, 3);
    assertThat(table.wholes("b")).containsExactly(7, 720575940624963787L, 1);
    assertThat(table.numbers("c")).containsExactly(1, 2000, -0.5);
  }

  @Test
  void aMarkThatIsNotClosedForLongIsFoundBeforeMemoryEnds() throws IOException {
    Path file = folder.resolve("e.csv");
    String line = "x".repeat(1 << 20);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("pre,post\n1,2\n1,\"");
      for (int i = 0; i < 130; i++) out.write(line);
      out.write("\"\n");
    }
    requireRefused(
        () -> Connectome.read(file), "e.csv, row 2: a quotation mark is opened and not closed");
  }
}
