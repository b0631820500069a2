// Draws every state of the window, for looking at: light and dark, wide and narrow, in any language and size of text.
//
//   QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software [QT_SCALE_FACTOR=2] app_pictures OUT-DIR
//     [--only WORDS] [--languages en,de] [--sizes 1280x800,420x720] [--themes light,dark] [--font-size 15]
//
// Writes OUT-DIR/STATE.SIZE.LANGUAGE.THEME.png. --only: states whose name has one of the words. Contact sheets:
//   montage -label %t -tile 4x -geometry 480x+6+6 OUT-DIR/*.1280x800.en.light.png sheet.png
#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQuickStyle>
#include <algorithm>

#include "app/style/desktop.h"
#include "tests/app/pictures/pictures.h"

using namespace deepwell;

namespace {

struct Wishes {
  QDir out;
  QStringList only, languages, sizes, themes;
  int font_size = 0;
};

bool draw(const PictureState& state, const PictureForm& form, const Wishes& wishes) {
  Stage stage(form);
  state.make(stage);
  bool whole = stage.complete();
  for (const QString& theme : wishes.themes) {
    stage.window().preferences().setTheme(theme);
    QTest::qWait(420);  // colours fade, sheets slide
    const QString name = QStringLiteral("%1.%2x%3.%4.%5.png").arg(QLatin1String(state.name)).arg(form.size.width()).arg(form.size.height()).arg(form.language, theme);
    whole = stage.window().window->grabWindow().save(wishes.out.filePath(name)) && whole;
  }
  if (!whole) qWarning("not complete: %s", state.name);
  return whole;
}

int drawAll(const Wishes& wishes) {
  int failed = 0;
  for (const auto& states : {frameStates(), chatStates(), composerStates(), listStates(), libraryStates(), hubStates(), firstHourStates()})
    for (const PictureState& state : states) {
      const QString name = QLatin1String(state.name);
      if (!wishes.only.isEmpty() && std::none_of(wishes.only.begin(), wishes.only.end(), [&](const QString& word) { return name.contains(word); })) continue;
      for (const QString& language : wishes.languages)
        for (const QString& size : wishes.sizes) {
          const QStringList sides = size.split(u'x');
          if (sides.size() != 2) continue;
          failed += draw(state, {QSize(sides[0].toInt(), sides[1].toInt()), language, wishes.font_size}, wishes) ? 0 : 1;
        }
    }
  return failed;
}

}  // namespace

int main(int argc, char** argv) {
  QGuiApplication app(argc, argv);
  QCommandLineParser parser;
  const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("States whose name has one of WORDS."), QStringLiteral("WORDS"));
  const QCommandLineOption languages(QStringLiteral("languages"), QStringLiteral("Languages."), QStringLiteral("LIST"), QStringLiteral("en"));
  const QCommandLineOption sizes(QStringLiteral("sizes"), QStringLiteral("Sizes."), QStringLiteral("LIST"), QStringLiteral("1280x800,420x720"));
  const QCommandLineOption themes(QStringLiteral("themes"), QStringLiteral("Themes."), QStringLiteral("LIST"), QStringLiteral("light,dark"));
  const QCommandLineOption font(QStringLiteral("font-size"), QStringLiteral("Pixels of the transcript's text."), QStringLiteral("N"), QStringLiteral("15"));
  parser.addOptions({only, languages, sizes, themes, font});
  parser.addPositionalArgument(QStringLiteral("OUT-DIR"), QStringLiteral("Where the pictures go."));
  parser.process(app);
  if (parser.positionalArguments().size() != 1 || !QDir().mkpath(parser.positionalArguments().constFirst())) parser.showHelp(2);
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication::setFont(Desktop::interfaceFont());
  const auto list = [&parser](const QCommandLineOption& option) { return parser.value(option).split(u',', Qt::SkipEmptyParts); };
  return drawAll({QDir(parser.positionalArguments().constFirst()), list(only), list(languages), list(sizes), list(themes),
                  parser.value(font).toInt()}) == 0 ? 0 : 1;
}
