// What the library does for the rest of the window and the desktop: folders, presets, menus, opened files.
#include <QClipboard>
#include <QGuiApplication>

#include "tests/app/library_window.h"

using namespace deepwell;

class TestLibraryUses : public WindowTest {
  Q_OBJECT

 private slots:
  // A folder that is watched: nobody presses anything.
  void newFilesAreSeen() {
    const TemporaryHome home;
    home.write("data/models/First-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QTRY_COMPARE(l.library().installed()->count(), 1);
    home.write("data/models/Second-Q4_0.gguf");
    QTRY_COMPARE(l.library().installed()->count(), 2);
    QFile::remove(home.path("data/models/First-Q4_0.gguf"));
    QTRY_COMPARE(l.library().installed()->count(), 1);
  }

  // A preset goes into the next request: the system prompt first, then sampling and thinking.
  void presetsAreUsed() {
    const TemporaryHome home;
    const QString path = home.write("data/models/R1-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QVERIFY(l.w.click("moreButton"));
    QVERIFY(l.w.click("presetItem"));
    QTRY_VERIFY(l.w.find("systemPrompt") && l.w.find("systemPrompt")->hasActiveFocus());
    l.w.type(QStringLiteral("Be brief."));
    QVERIFY(l.w.click("presetSampling"));
    QTRY_VERIFY(l.w.find("presetTemperature"));
    QVERIFY(!l.w.find("presencePenalty"));  // folded until it is asked for
    QVERIFY(l.w.click("presetMore"));
    QTRY_VERIFY(l.w.find("presencePenalty"));
    l.w.find("presencePenalty")->forceActiveFocus();
    l.w.key(Qt::Key_Right);
    QVERIFY(l.w.click("savePreset"));
    QTRY_COMPARE(l.library().preset(path).value("systemPrompt").toString(), QStringLiteral("Be brief."));
    QVERIFY(l.role(path, "hasPreset").toBool());
    QVariantMap preset = l.library().preset(path);
    preset["think"] = 2;
    preset["temperature"] = 0.25;
    preset["contextTokens"] = 2048;
    l.library().setPreset(path, preset);
    l.w.workspace->engine()->load(path);
    QTRY_COMPARE(l.w.workspace->engine()->path(), path);
    QCOMPARE(l.w.loader->contextTokens(), 2048);
    l.w.script->queueAnswer("", "ok");
    QVERIFY(l.w.chat().send(QStringLiteral("hello")));
    QTRY_COMPARE(l.w.last().status(), MessageItem::Finished);
    const GenerateRequest request = l.w.script->requests().back();
    QCOMPARE(request.messages.size(), size_t{2});
    QCOMPARE(request.messages[0].role, std::string("system"));
    QCOMPARE(request.messages[0].content, std::string("Be brief."));
    QCOMPARE(request.think, false);
    QCOMPARE(request.sampling.temperature, 0.25F);
    QCOMPARE(request.sampling.presence_penalty, 0.05F);
    QCOMPARE(request.sampling.repetition_penalty, 1.0F);
    l.library().clearPreset(path);
    l.w.script->queueAnswer("", "ok");
    QVERIFY(l.w.chat().send(QStringLiteral("again")));
    QTRY_COMPARE(l.w.last().status(), MessageItem::Finished);
    QCOMPARE(l.w.script->requests().back().messages[0].role, std::string("user"));
  }

  // The chip, the key and the request mean the same thinking, wherever it is decided.
  void thePresetsThinkingIsTheChips() {
    const TemporaryHome home;
    const QString path = home.write("data/models/R1-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.w.shown());
    Preferences& preferences = l.w.preferences();
    const auto chip = [&l] { return l.w.find("thinkToggle") && l.w.find("thinkToggle")->property("checked").toBool(); };
    const auto asked = [&l] {
      l.w.script->queueAnswer("", "ok");
      l.w.chat().send(QStringLiteral("hello"));
      return QTest::qWaitFor([&l] { return !l.w.chat().busy(); }, 60000) && l.w.script->requests().back().think;
    };
    l.w.workspace->engine()->load(path);
    QTRY_COMPARE(l.w.workspace->engine()->path(), path);
    QVERIFY(chip());
    ModelPreset direct;
    direct.think = ModelPreset::Think::kNo;
    preferences.setPreset(path, direct);
    QVERIFY(!chip());
    QVERIFY(!asked());
    QVERIFY(l.w.click("thinkToggle"));
    QVERIFY(chip());
    QVERIFY(asked());
    QCOMPARE(preferences.preset(path).think, ModelPreset::Think::kYes);
    l.w.key(Qt::Key_T, Qt::ControlModifier);
    QVERIFY(!chip());
    QCOMPARE(preferences.preset(path).think, ModelPreset::Think::kNo);
    QVERIFY(preferences.think());  // of the other models
    QVERIFY(l.w.workspace->presetThinks());
    l.w.workspace->engine()->load(QStringLiteral("pocket"));
    QTRY_VERIFY(l.w.workspace->engine()->isPocket());
    QVERIFY(chip());
    l.w.key(Qt::Key_T, Qt::ControlModifier);
    QVERIFY(!chip() && !preferences.think());
    QCOMPARE(preferences.preset(path).think, ModelPreset::Think::kNo);
  }

  void revealsAndCopies() {
    const TemporaryHome home;
    const QString path = home.write("data/models/R1-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QString revealed;
    l.library().setRevealer([&revealed](const QString& file) { revealed = file; });
    QVERIFY(l.w.click("moreButton"));
    QVERIFY(l.w.click("revealItem"));
    QTRY_COMPARE(revealed, path);
    QVERIFY(l.w.click("moreButton"));
    QVERIFY(l.w.click("copyPathItem"));
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), path);
  }

  void foldersComeAndGo() {
    const TemporaryHome home;
    home.write("elsewhere/One-Q4_0.gguf");
    home.write(".lmstudio/models/a/b/Two-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QCOMPARE(l.library().installed()->count(), 1);
    QVERIFY(l.library().open(QUrl::fromLocalFile(home.path("elsewhere"))));
    QTRY_COMPARE(l.library().installed()->count(), 2);
    QVERIFY(l.w.click("foldersButton"));
    QVERIFY(l.w.click("removeFolder0"));
    QTRY_COMPARE(l.library().installed()->count(), 1);
    QVERIFY(l.w.click("foreignSwitch"));
    QTRY_COMPARE(l.library().installed()->count(), 0);
    QVERIFY(l.w.click("closeFolders"));
  }

  // A file that was opened from elsewhere: the library offers to keep it, and only it.
  void openedFilesAreOffered() {
    const TemporaryHome home;
    const QString path = home.write("desktop/One-Q4_0.gguf");
    home.write("desktop/Two-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QVERIFY(!l.library().open(QUrl::fromLocalFile(path)));
    QTRY_COMPARE(l.w.workspace->engine()->path(), path);
    QVERIFY(l.w.click("acceptOffer"));
    QTRY_COMPARE(l.library().installed()->count(), 1);
    QVERIFY(!l.w.find("acceptOffer"));
    QVERIFY(!l.library().open(QUrl::fromLocalFile(path)));
    QCOMPARE(l.library().offered(), QString());
  }

  // The menu of the model in use offers what the library has found.
  void theModelMenuKnowsTheLibrary() {
    const TemporaryHome home;
    const QString path = home.write("data/models/R1-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QVERIFY(l.w.click("modelChip"));
    QTRY_COMPARE(l.w.textOf("recentItem0"), QStringLiteral("R1"));
    QVERIFY(l.w.click("recentItem0"));
    QTRY_COMPARE(l.w.workspace->engine()->path(), path);
  }

  // A preset belongs to the model, not to the place where it lies.
  void aMovedModelKeepsItsPreset() {
    const TemporaryHome home;
    const QString before = home.write("data/models/R1-Q4_0.gguf", "weights of R1");
    const QString other = home.write("data/models/V3-Q4_0.gguf", "weights of V3");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    l.library().setPreset(before, {{QStringLiteral("systemPrompt"), QStringLiteral("Be brief.")}});
    const QString after = home.path("data/models/me/Renamed-Q4_0.gguf");
    QDir().mkpath(home.path("data/models/me"));
    QVERIFY(QFile::rename(before, after));
    const QString stranger = home.write("data/models/R2-Q4_0.gguf", "weights of R2");
    l.library().refresh();
    QTRY_COMPARE(l.library().preset(after).value("systemPrompt").toString(), QStringLiteral("Be brief."));
    QVERIFY(l.role(after, "hasPreset").toBool());
    QVERIFY(!l.role(before, "hasPreset").toBool());
    QVERIFY(!l.role(stranger, "hasPreset").toBool());
    QVERIFY(!l.role(other, "hasPreset").toBool());
    // A copy is another model: it begins without one, and the first keeps its own.
    const QString copy = home.path("data/models/Copy-Q4_0.gguf");
    QVERIFY(QFile::copy(after, copy));
    l.library().refresh();
    QTRY_COMPARE(l.library().installed()->count(), 4);
    QVERIFY(!l.role(copy, "hasPreset").toBool());
    QVERIFY(l.role(after, "hasPreset").toBool());
    // Another file under the same name: the preset is of what the person calls so.
    home.write("data/models/me/Renamed-Q4_0.gguf", "newer weights of R1");
    l.library().refresh();
    QTRY_VERIFY(!l.library().scanning());
    QVERIFY(l.role(after, "hasPreset").toBool());
  }
};

int main(int argc, char** argv) {
  TestLibraryUses test;
  return runWindowTest(test, argc, argv);
}
#include "tst_library_uses.moc"
