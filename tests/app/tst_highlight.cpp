// Colours of code: which characters get which, over lines, and in pieces as they stream in.
#include <QtTest>

#include "app/chat/highlight/highlight.h"

using namespace deepwell::highlight;

namespace {

// Each character's token as a letter: k keyword, t type, f function, s string, n number, c comment, m meta, + -, .
// plain.
QString marks(const char16_t* language, const QString& text, State state = 0) {
  const Language* known = languageOf(language);
  if (!known) return QStringLiteral("unknown");
  static const char kLetters[] = ".ktfsncm+-";
  QStringList out;
  for (const QString& line : text.split(u'\n')) {
    std::vector<Run> runs;
    state = colourLine(*known, {reinterpret_cast<const char16_t*>(line.utf16()), static_cast<size_t>(line.size())},
                       state, &runs);
    QString row(line.size(), u'.');
    for (const Run& run : runs)
      for (uint32_t i = 0; i < run.length; ++i)
        row[run.offset + i] = QLatin1Char(kLetters[static_cast<int>(run.token)]);
    out << row;
  }
  return out.join(u'\n');
}

}  // namespace

class TestHighlight : public QObject {
  Q_OBJECT

 private slots:
  void names() {
    for (const char16_t* name : {u"py",
                                 u"Python",
                                 u"c++",
                                 u"C",
                                 u"bash",
                                 u"console",
                                 u"js",
                                 u"typescript",
                                 u"rs",
                                 u"golang",
                                 u"yml",
                                 u"toml",
                                 u"html",
                                 u"css",
                                 u"sql",
                                 u"diff",
                                 u"md",
                                 u"cmake",
                                 u"makefile",
                                 u"lua",
                                 u"rb",
                                 u"php",
                                 u"hs",
                                 u"r",
                                 u"matlab",
                                 u"json",
                                 u"kt",
                                 u"swift",
                                 u"java",
                                 u"c#",
                                 u"tex",
                                 u"dockerfile",
                                 u"language-python",
                                 u"{.python}",
                                 u"python:main.py"})
      QVERIFY2(languageOf(name), qPrintable(QString::fromUtf16(name)));
    for (const char16_t* name : {u"", u"text", u"nosuch", u" ", u"\u4e2d", u"plaintext", u"p y"})
      QVERIFY2(!languageOf(name) || *name == u'p', qPrintable(QString::fromUtf16(name)));
    QCOMPARE(languageOf(u"py"), languageOf(u"python"));
  }

  void words() {
    QCOMPARE(marks(u"py", QStringLiteral("def f(x): # c")), QStringLiteral("kkk.f.....ccc"));
    QCOMPARE(marks(u"py", QStringLiteral("x = f'a\\'b' + 1.5e-3")), QStringLiteral("....sssssss...nnnnnn"));
    QCOMPARE(marks(u"cpp", QStringLiteral("int x = 0x1F; // c")), QStringLiteral("ttt.....nnnn..cccc"));
    QCOMPARE(marks(u"cpp", QStringLiteral("#include <a.h>")), QStringLiteral("mmmmmmmm.sssss"));
    QCOMPARE(marks(u"cpp", QStringLiteral("1'000 + 'a'")), QStringLiteral("nnnnn...sss"));
    QCOMPARE(marks(u"rust", QStringLiteral("&'a str, 'x', fn")), QStringLiteral("....ttt..sss..kk"));
    QCOMPARE(marks(u"sh", QStringLiteral("echo $HOME a#b # c")), QStringLiteral("tttt.ttttt.....ccc"));
    QCOMPARE(marks(u"sql", QStringLiteral("select A from b -- c")), QStringLiteral("kkkkkk...kkkk...cccc"));
    QCOMPARE(marks(u"json", QStringLiteral("{\"a\": \"b\", \"c\": -1.5, \"d\": null}")),
             QStringLiteral(".ttt..sss..ttt..nnnn..ttt..kkkk."));
    QCOMPARE(marks(u"yaml", QStringLiteral("- a: 1 # c")), QStringLiteral("..t..n.ccc"));
    QCOMPARE(marks(u"toml", QStringLiteral("[a]\nb = \"c\"")), QStringLiteral("mmm\ntt..sss"));
    QCOMPARE(marks(u"diff", QStringLiteral("+a\n-b\n c\n@@ d")), QStringLiteral("++\n--\n..\nmmmm"));
    QCOMPARE(marks(u"matlab", QStringLiteral("a' * 'b' % c")), QStringLiteral(".....sss.ccc"));
    QCOMPARE(marks(u"html", QStringLiteral("<a b=\"c\">d</a>")), QStringLiteral("kk.t.sssk.kkkk"));
    QCOMPARE(marks(u"css", QStringLiteral(".a { color: #fff; }")), QStringLiteral("kk...ttttt..nnnn..."));
    QCOMPARE(marks(u"console", QStringLiteral("$ ls\nout")), QStringLiteral("m.tt\n..."));
  }

  // What a line leaves open the next one goes on with.
  void overLines() {
    QCOMPARE(marks(u"c", QStringLiteral("a /* b\nc */ int")), QStringLiteral("..cccc\ncccc.ttt"));
    QCOMPARE(marks(u"py", QStringLiteral("'''a\nb''' if")), QStringLiteral("ssss\nssss.kk"));
    QCOMPARE(marks(u"py", QStringLiteral("'a\nif")), QStringLiteral("ss\nkk"));
    QCOMPARE(marks(u"js", QStringLiteral("`a\nb` if")), QStringLiteral("ss\nss.kk"));
    QCOMPARE(marks(u"rust", QStringLiteral("/* a /* b */\nc */ fn")), QStringLiteral("cccccccccccc\ncccc.kk"));
    QCOMPARE(marks(u"html", QStringLiteral("<script>\nif (a)\n</script>\n<!-- a\nb --> c")),
             QStringLiteral("kkkkkkkk\nkk....\nkkkkkkkkk\ncccccc\nccccc.."));
  }

  // A page of a long block is coloured from the state at its beginning.
  void fromAState() {
    const QString text = QStringLiteral("x = '''a\nb\n");
    const Language* python = languageOf(u"py");
    const State state =
        stateAfter(*python, {reinterpret_cast<const char16_t*>(text.utf16()), static_cast<size_t>(text.size())}, 0);
    QVERIFY(state != 0);
    QCOMPARE(marks(u"py", QStringLiteral("if ''' if"), state), QStringLiteral("ssssss.kk"));
  }

  void hostileLines() {
    for (const char16_t* name :
         {u"cpp", u"py", u"html", u"css", u"md", u"json", u"yaml", u"make", u"sh", u"console", u"tex", u"toml"}) {
      for (const char* piece :
           {"\"", "'", "<", "[", "](", "`", "/*", "*/", "a:", "{", "$(", "**", "\\", "<script>", "&a", "'''", "r#\""}) {
        const QString line = QString::fromLatin1(piece).repeated(100'000);
        std::vector<Run> runs;
        colourLine(*languageOf(name),
                   {reinterpret_cast<const char16_t*>(line.utf16()), static_cast<size_t>(line.size())}, 0, &runs);
        for (size_t i = 1; i < runs.size(); ++i) QVERIFY(runs[i].offset >= runs[i - 1].offset + runs[i - 1].length);
      }
    }
  }
};

QTEST_GUILESS_MAIN(TestHighlight)
#include "tst_highlight.moc"
