// The window's parts with the real engine and the bundled model, where both are there.
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/bridge/engine_loader.h"
#include "app/chat/workspace.h"
#include "app/settings/preferences.h"
#include "tests/app/patience.h"

using namespace deepwell;

class TestPocket : public QObject {
  Q_OBJECT

 private slots:
  void countsLetters() {
    const auto path = resolveModelPath(EngineHost::kPocket);
    if (!path || !std::filesystem::exists(*path / "config.json")) QSKIP("the bundled model is not there");
    QTemporaryDir dir;
    Preferences preferences(dir.filePath(QStringLiteral("settings.ini")));
    preferences.setModelDefaults(false);
    preferences.setTemperature(0);
    Workspace workspace(dir.path(), preferences, makeRuntimeLoader());
    QSignalSpy loaded(workspace.engine(), &EngineHost::loaded);
    workspace.restore({});
    QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty() || !workspace.engine()->error().isEmpty(), 120000);
    QCOMPARE(workspace.engine()->error(), QString());
    Conversation& chat = *workspace.current();
    QVERIFY(chat.send(QStringLiteral("How many r are in strawberry?")));
    QTRY_VERIFY_WITH_TIMEOUT(!chat.busy(), 240000);
    MessageItem& answer = *chat.messages()->last();
    QCOMPARE(answer.status(), MessageItem::Finished);
    QVERIFY(!answer.reasoning().isEmpty());
    QVERIFY(answer.reasoningTokens() > 0);
    QStringList numbers;
    static const QRegularExpression kNumber(QStringLiteral("\\d+"));
    for (auto match = kNumber.globalMatch(answer.text()); match.hasNext();) numbers << match.next().captured();
    QVERIFY2(!numbers.isEmpty() && numbers.constLast() == QLatin1String("3"), qPrintable(answer.text()));
  }
};

QTEST_GUILESS_MAIN(TestPocket)
#include "tst_pocket.moc"
