#include "app/chat/composer/attachment_text.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

#include "app/words/characters.h"

namespace deepwell {
namespace {

constexpr qsizetype kShortestFence = 3;
constexpr qsizetype kLongestName = 120;

QString fenceFor(const QString& text) {
  qsizetype longest = kShortestFence - 1;
  qsizetype run = 0;
  for (const QChar c : text) {
    run = c == u'`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return QString(longest + 1, u'`');
}

QString withoutControlTokens(QString text) {
  static const QRegularExpression token(QStringLiteral("<(?=[|\\x{FF5C}][\\w\\x{2581}.:-]{1,48}[|\\x{FF5C}]>)"),
                                        QRegularExpression::UseUnicodePropertiesOption);
  return text.replace(token, QStringLiteral("<\u200B"));
}

}  // namespace

QString withAttachments(const std::vector<Attachment>& attachments, const QString& question) {
  if (attachments.empty()) return question;
  QString out;
  for (const Attachment& attachment : attachments) {
    QString text = withoutControlTokens(QString::fromStdString(attachment.text));
    if (!text.endsWith(u'\n')) text += u'\n';
    const QString fence = fenceFor(text);
    const QString name = withoutControlTokens(plainFileName(QString::fromStdString(attachment.name)));
    out += QStringLiteral("The file \"") + name + QStringLiteral("\":\n") + fence + u'\n' + text + fence + QStringLiteral("\n\n");
  }
  return question.isEmpty() ? out.trimmed() : out + question;
}

QString plainFileName(const QString& name) {
  QString plain = name.section(u'/', -1);
  for (QChar& c : plain)
    if (c == u'"' || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || c == QChar::LineSeparator ||
        c == QChar::ParagraphSeparator)
      c = u'_';
  if (plain.size() > kLongestName) {
    const QString suffix = plain.mid(characterStart(plain, plain.size() - 19));
    plain = plain.left(characterStart(plain, kLongestName - 21)) + u'…' + suffix;
  }
  return plain.isEmpty() ? QStringLiteral("file") : plain;
}

QString attachmentKind(const QString& name) {
  static const QSet<QString> code{
      "asm", "awk",  "bash", "bat", "c",   "cc",   "clj",  "cmake", "cpp", "cs",  "css",  "cu",    "cxx", "dart", "diff", "el",   "erl",
      "ex",  "f90",  "fish", "fs",  "glsl", "go",  "gradle", "groovy", "h", "hh",  "hpp",  "hs",    "html", "htm", "ini",  "java", "jl",
      "js",  "jsx",  "kt",   "lisp", "lua", "m",   "make", "mjs",   "ml",  "nim", "nix",  "patch", "php", "pl",   "ps1",  "py",   "qml",
      "r",   "rb",   "rs",   "s",   "scala", "scm", "sh",  "sql",   "svg", "swift", "tcl", "tex",  "toml", "ts",  "tsx",  "v",    "vhd",
      "vim", "vue",  "xml",  "yaml", "yml", "zig", "zsh"};
  const QFileInfo info(name);
  const QString suffix = info.suffix().toLower();
  if (suffix == QLatin1String("pdf")) return QStringLiteral("pdf");
  if (suffix == QLatin1String("md") || suffix == QLatin1String("markdown")) return QStringLiteral("markdown");
  if (suffix == QLatin1String("csv") || suffix == QLatin1String("tsv")) return QStringLiteral("csv");
  if (suffix == QLatin1String("json") || suffix == QLatin1String("jsonl") || suffix == QLatin1String("ipynb")) return QStringLiteral("json");
  const QString file = info.fileName().toLower();
  const bool named = file == QLatin1String("makefile") || file == QLatin1String("dockerfile");
  return code.contains(suffix) || named ? QStringLiteral("code") : QStringLiteral("text");
}

}  // namespace deepwell
