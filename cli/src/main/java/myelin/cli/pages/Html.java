package myelin.cli.pages;

/// Elements and escapes of HTML that is XML, too.
final class Html {

  /// Looks for screens, light or dark, narrow or wide, and for paper.
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1a1a1a;--soft:#5c5c5c;--line:#d9d9d9;--ground:#fff;--block:#f5f5f3;--link:#00598c}
      @media (prefers-color-scheme:dark){:root{--ink:#e4e4e2;--soft:#a3a3a0;--line:#3d3d3c;--ground:#161616;--block:#212120;--link:#7cc4f2}}
      *{box-sizing:border-box}
      body{margin:0 auto;padding:1rem 1rem 3rem;max-width:56rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
      a{color:var(--link)}
      nav,footer,.kind,figcaption,.note{color:var(--soft);font-size:.875rem}
      footer{margin-top:3rem}
      h1{font-size:1.7rem;line-height:1.2;margin:.6rem 0 0;overflow-wrap:anywhere}
      h2{font-size:1.2rem;margin:2.2rem 0 .5rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}
      h3{font-size:1rem;margin:1.4rem 0 .3rem}
      .kind{margin:.3rem 0 1rem}
      .summary{font-size:1.1rem;margin:.2rem 0 0}
      code,pre{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
      pre{background:var(--block);padding:.6rem .8rem;overflow-x:auto;border-radius:4px;line-height:1.45;margin:.5rem 0}
      .wide{overflow-x:auto}
      table.cells{border-collapse:collapse;width:100%;font-size:.9rem}
      .cells th,.cells td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line)}
      .cells th{font-weight:600;color:var(--soft)}
      .cells td.number,.cells th.number{text-align:right;font-variant-numeric:tabular-nums}
      .cells td.meaning{min-width:12rem}
      .eq{display:flex;flex-wrap:wrap;gap:0 1.5rem;align-items:center;justify-content:space-between;overflow-x:auto;padding:.3rem 0}
      .eq .note{text-align:right;margin-left:auto}
      math{font-family:"STIX Two Math","Latin Modern Math","Cambria Math","STIX Math",math;font-size:1.1rem}
      mtd.left{text-align:left}
      figure{margin:1rem 0 1.4rem}
      figure svg{display:block;width:100%;max-width:44rem;height:auto}
      figcaption{max-width:44rem;margin-top:.2rem}
      svg [fill="white"]{fill:none}
      @media (prefers-color-scheme:dark){
      svg [fill="rgb(26,26,26)"]{fill:var(--ink)}
      svg [stroke="rgb(26,26,26)"]{stroke:var(--ink)}
      svg [fill="rgb(0,114,178)"]{fill:#5ab4ee}
      svg [stroke="rgb(0,114,178)"]{stroke:#5ab4ee}
      svg [fill="rgb(213,94,0)"]{fill:#f0883e}
      svg [stroke="rgb(213,94,0)"]{stroke:#f0883e}
      svg [fill="rgb(0,158,115)"]{fill:#2fc496}
      svg [stroke="rgb(0,158,115)"]{stroke:#2fc496}}
      @media (max-width:34rem){body{padding:.7rem .8rem 2rem}math{font-size:1rem}
      .cells.rows thead{display:none}
      .cells.rows tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}
      .cells.rows td{display:inline;border:0;padding:0 .5rem 0 0}
      .cells.rows td.meaning{display:block;color:var(--soft)}}
      @media print{:root{--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--block:#f5f5f3;--link:#000}
      body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}
      pre{white-space:pre-wrap}.eq,.wide{overflow:visible}figure,tr,.eq{break-inside:avoid}h2,h3{break-after:avoid}
      figure svg{max-width:13cm}}
      """;

  private Html() {}

  /// A whole page.
  static String page(String title, String body) {
    return "<!DOCTYPE html>\n"
        + "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
        + "<meta charset=\"UTF-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + element("title", escape(title))
        + "\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  /// A text in place of which a browser shows it.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// An element with what is in it.
  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /// An element of a class.
  static String element(String name, String kind, String content) {
    return "<" + name + " class=\"" + kind + "\">" + content + "</" + name + ">";
  }

  /// A link with its words, which are escaped here.
  static String link(String address, String words) {
    return "<a href=\"" + escape(address) + "\">" + escape(words) + "</a>";
  }

  /// A text as code.
  static String code(String text) {
    return element("code", escape(text));
  }
}
