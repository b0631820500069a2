// Sizes, numbers and errors in words: one way of writing them for the whole window.
#include <QLocale>
#include <QTest>
#include <QTranslator>

#include "app/words/amounts.h"
#include "app/words/error_text.h"

using namespace deepwell;

namespace {
class OneWord : public QTranslator {
 public:
  bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* source, const char*, int) const override {
    const bool known = QLatin1String(context) == QLatin1String("ErrorText") && QLatin1String(source) == QLatin1String("A file is damaged");
    return known ? QStringLiteral("Eine Datei ist beschädigt") : QString();
  }
};
}  // namespace

class TestWords : public QObject {
  Q_OBJECT

  // With plain spaces, to be read here; there must be no other than unbroken ones.
  static QString plain(QString text) {
    if (text.contains(u' ')) return QStringLiteral("breaks: ") + text;
    return text.replace(QChar::Nbsp, u' ').replace(QChar(0x202F), u' ');
  }

 private slots:
  void cleanup() { QLocale::setDefault(QLocale::c()); }

  void sizes() {
    QLocale::setDefault(QLocale(QLocale::English));
    const QList<std::pair<qint64, const char*>> cases = {
        {0, "0 bytes"},           {512, "512 bytes"},       {-5, "0 bytes"},          {1024, "1 KiB"},
        {655'000, "640 KiB"},     {1'048'500, "1.0 MiB"},   {4'400'000, "4.2 MiB"},   {10'400'000, "9.9 MiB"},
        {10'440'000, "10 MiB"},   {120 << 20, "120 MiB"},   {1'073'700'000, "1.0 GiB"}, {4'724'464'026, "4.4 GiB"},
        {512'000'000'000, "476.8 GiB"}, {qint64{1} << 40, "1.0 TiB"}, {std::numeric_limits<qint64>::max(), "8.0 EiB"},
    };
    for (const auto& [bytes, words] : cases) QCOMPARE(plain(sizeText(bytes)), QLatin1String(words));
    QCOMPARE(sizeText(std::numeric_limits<uint64_t>::max()), sizeText(std::numeric_limits<qint64>::max()));
    QCOMPARE(sizeText(3000), sizeText(uint64_t{3000}));
  }

  void sizesInTheLanguage() {
    QLocale::setDefault(QLocale(QStringLiteral("de")));
    QCOMPARE(plain(sizeText(4'724'464'026)), QStringLiteral("4,4 GiB"));
    QLocale::setDefault(QLocale(QStringLiteral("fr")));
    QCOMPARE(plain(sizeText(4'724'464'026)), QStringLiteral("4,4 Gio"));
  }

  void counts() {
    QLocale::setDefault(QLocale(QLocale::English));
    const QList<std::pair<qint64, const char*>> cases = {
        {0, "0"},           {9'876, "9,876"},          {12'345, "12.3 k"},          {999'960, "1.0 M"},
        {11'900'000, "11.9 M"}, {120'400'000, "120 M"}, {999'960'000, "1.0 B"},      {7'615'616'512, "7.6 B"},
        {14'770'000'000, "14.8 B"}, {671'026'419'200, "671 B"},
    };
    for (const auto& [number, words] : cases) QCOMPARE(plain(countText(number)), QLatin1String(words));
  }

  // The line of the engine stays whole; what kind of error it is stands before it in the person's language.
  void errorsInTheLanguage() {
    const Error error{ErrorCode::kCorruptFile, "a.gguf: expected 5 bytes, found 3"};
    QCOMPARE(errorText(error), QStringLiteral("a.gguf: expected 5 bytes, found 3"));
    OneWord german;
    QCoreApplication::installTranslator(&german);
    QCOMPARE(errorText(error), QStringLiteral("Eine Datei ist beschädigt: a.gguf: expected 5 bytes, found 3"));
    QCOMPARE(errorText(ErrorCode::kCorruptFile, {}), QStringLiteral("Eine Datei ist beschädigt"));
    QCOMPARE(errorText(ErrorCode::kIo, QStringLiteral("x: no room")), QStringLiteral("x: no room"));
    QCoreApplication::removeTranslator(&german);
  }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
