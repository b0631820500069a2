// The library page: what is there, and what a person does with it.
#include <QSignalSpy>
#include <QTimer>

#include "app/library/hash_book.h"
#include "app/library/removal.h"
#include "tests/app/library_window.h"

using namespace deepwell;

class TestLibrary : public WindowTest {
  Q_OBJECT

 private slots:
  void anEmptyLibrarySaysWhatToDo() {
    const TemporaryHome home;
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QTRY_VERIFY(l.w.find("noModels"));
    QVERIFY(l.w.find("discoverButton"));
    QTRY_VERIFY(l.w.textOf("freeSpace").contains(QStringLiteral("GiB")));
    // It comes while the page is open.
    const QString path = home.write("data/models/R1-Q4_K_M.gguf");
    l.library().refresh();
    QTRY_VERIFY(l.w.find("installedRow0"));
    QCOMPARE(l.w.textOf("modelTitle"), QStringLiteral("R1"));
    QVERIFY(!l.w.find("noModels"));
    QTRY_VERIFY(l.w.textOf("modelFacts").contains(QStringLiteral("qwen2")));
    QVERIFY(l.w.textOf("modelFacts").contains(QStringLiteral("131,072")));
  }

  void loadsAndUnloads() {
    const TemporaryHome home;
    const QString path = home.write("data/models/slow-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QVERIFY(l.w.click("loadButton"));
    QTRY_COMPARE(l.w.textOf("cancelLoad"), QStringLiteral("50 %"));
    l.w.loader->release();
    QTRY_VERIFY(l.w.find("loadedTag"));
    QCOMPARE(l.w.workspace->engine()->path(), path);
    QVERIFY(l.w.click("unloadButton"));
    QTRY_VERIFY(!l.w.workspace->engine()->ready());
    QTRY_VERIFY(l.w.find("loadButton"));
  }

  void whatCannotBeUsedSaysWhy() {
    const TemporaryHome home;
    const QString broken = home.write("data/models/broken-Q4_0.gguf");
    home.write("data/models/R1-Q4_0-00001-of-00003.gguf");
    const QString good = home.write("data/models/Zebra-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QCOMPARE(l.role(broken, "problem").toString(), QStringLiteral("The header ends too early; download the file again"));
    QVERIFY(l.role(home.path("data/models/R1-Q4_0-00001-of-00003.gguf"), "problem").toString().contains(QStringLiteral("R1-Q4_0-00002-of-00003.gguf")));
    // Those that can be used come first.
    QCOMPARE(l.library().installed()->index(0).data(InstalledModel::PathRole).toString(), good);
  }

  void fitIsAWordWithAReason() {
    const TemporaryHome home;
    const QString path = home.write("data/models/R1-Q4_0.gguf");
    QFile::resize(path, qint64{5} << 30);
    const QString big = home.write("data/models/V3-Q4_0.gguf");
    QFile::resize(big, qint64{40} << 30);
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QTRY_COMPARE(l.role(path, "fitWord").toString(), QStringLiteral("Fits in RAM"));
    QVERIFY2(l.role(path, "fitWhy").toString().contains(QStringLiteral("32,768")), qPrintable(l.role(path, "fitWhy").toString()));
    QVERIFY(l.role(path, "fitWhy").toString().contains(QStringLiteral("11.0")));
    QCOMPARE(l.role(big, "fitWord").toString(), QStringLiteral("Too big"));
    l.w.preferences().setContextTokens(131072);
    QTRY_COMPARE(l.role(path, "fitWord").toString(), QStringLiteral("Too big"));
    l.w.preferences().setContextTokens(8192);
    l.w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 11ULL << 30U, false, false, ""}, FakeLoader::gpu(0, "Card")}, {}});
    l.library().refresh();
    QTRY_COMPARE(l.role(path, "fitWord").toString(), QStringLiteral("Fits the GPU"));
    QCOMPARE(l.role(big, "fitWord").toString(), QStringLiteral("Too big"));
  }

  void headersAreReadOnce() {
    const TemporaryHome home;
    home.write("data/models/R1-Q4_0.gguf");
    {
      LibraryWindow l(home);
      QVERIFY(l.opened());
      QCOMPARE(l.w.loader->infosRead(), 1);
    }
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QCOMPARE(l.w.loader->infosRead(), 0);
    QCOMPARE(l.library().installed()->index(0).data(InstalledModel::ArchitectureRole).toString(), QStringLiteral("qwen2"));
    home.write("data/models/R1-Q4_0.gguf", "other bytes");
    l.library().refresh();
    QTRY_COMPARE(l.w.loader->infosRead(), 1);
  }

  void deletesOnlyItsFiles() {
    const TemporaryHome home;
    const QString first = home.write("data/models/me/R1/R1-Q4_0-00001-of-00002.gguf");
    const QString second = home.write("data/models/me/R1/R1-Q4_0-00002-of-00002.gguf");
    const QString other = home.write("data/models/me/notes.txt");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    l.w.workspace->engine()->load(first);
    QTRY_COMPARE(l.w.workspace->engine()->path(), first);
    QVERIFY(l.w.click("moreButton"));
    QVERIFY(l.w.click("deleteModelItem"));
    QTRY_VERIFY(l.w.find("confirmDelete"));
    QVERIFY(l.w.textOf("deleteTitle").contains(QStringLiteral("R1")));
    QTRY_VERIFY(l.w.textOf("deleteFiles").contains(QStringLiteral("00002-of-00002")));
    QVERIFY(!l.w.find("foreignWarning"));
    QVERIFY(l.w.click("deleteForGood"));
    QTRY_VERIFY(l.w.textOf("deleteAbout").contains(QStringLiteral("cannot be undone")));
    QVERIFY(l.w.click("confirmDelete"));
    QTRY_VERIFY(!QFile::exists(first));
    QTRY_VERIFY(!QFile::exists(second));
    QTRY_VERIFY(l.w.find("noModels"));
    QVERIFY(!l.w.workspace->engine()->ready());
    QVERIFY(QFile::exists(other));
    QVERIFY(!QFile::exists(home.path("data/models/me/R1")));
    QVERIFY(QFile::exists(home.path("data/models/me")));
  }

  // Another program's model: its name is said, links and blob go, and what it shares with others stays.
  void deletingAForeignModelWarns() {
    const TemporaryHome home;
    const QString repo = ".cache/huggingface/hub/models--me--R1/";
    const QString blob = home.write(repo + "blobs/" + QString(64, u'a'));
    const QString kept = home.write(repo + "blobs/" + QString(64, u'b'));
    home.link(repo + "snapshots/1/R1-Q4_0.gguf", "../../blobs/" + QString(64, u'a'));
    home.link(repo + "snapshots/2/R1-Q4_0.gguf", "../../blobs/" + QString(64, u'a'));
    home.link(repo + "snapshots/1/R1-Q8_0.gguf", "../../blobs/" + QString(64, u'b'));
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QCOMPARE(l.library().installed()->count(), 2);
    const QString path = l.library().installed()->index(0).data(InstalledModel::PathRole).toString();
    QSignalSpy known(&l.library(), &Library::removalKnown);
    l.library().askRemoval(path);
    QTRY_COMPARE(known.size(), 1);
    const QVariantMap what = known[0][1].toMap();
    QCOMPARE(what.value("foreign").toBool(), true);
    QCOMPARE(what.value("origin").toString(), QStringLiteral("Hugging Face"));
    QCOMPARE(what.value("files").toStringList().size(), 3);
    l.library().remove(path, true);
    QTRY_COMPARE(l.library().installed()->count(), 1);
    QVERIFY(!QFile::exists(blob));
    QVERIFY(!QFileInfo(home.path(repo + "snapshots/2/R1-Q4_0.gguf")).isSymLink());
    QVERIFY(QFile::exists(kept));
  }

  // A link into another program's folder is deleted as what it is: the sheet says so, and that program loses nothing.
  void deletingALinkLeavesWhatItLeadsTo() {
    const TemporaryHome home;
    const QString digest(64, u'a');
    const QString blob = home.write(".ollama/models/blobs/sha256-" + digest);
    const QString manifest = home.write(".ollama/models/manifests/registry.ollama.ai/library/r1/7b",
                                        R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:)" + digest.toUtf8() + R"("}]})");
    home.link("data/models/Mine-Q4_0.gguf", blob);
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QCOMPARE(l.library().installed()->count(), 1);
    QVERIFY(l.w.click("moreButton"));
    QVERIFY(l.w.click("deleteModelItem"));
    QTRY_VERIFY(l.w.textOf("deleteAbout").contains(QStringLiteral("Only the link")));
    QCOMPARE(l.w.textOf("deleteFiles"), home.path("data/models/Mine-Q4_0.gguf"));
    QVERIFY(l.w.click("deleteForGood"));
    QVERIFY(l.w.click("confirmDelete"));
    QTRY_VERIFY(!QFileInfo(home.path("data/models/Mine-Q4_0.gguf")).isSymLink());
    QTRY_COMPARE(l.library().installed()->count(), 1);  // Ollama's own
    QTRY_COMPARE(l.library().installed()->index(0).data(InstalledModel::PathRole).toString(), blob);
    QVERIFY(QFile::exists(blob) && QFile::exists(manifest));
  }

  // Revisions that share a shard: what the other one needs stays, and is not counted.
  void deletingARevisionLeavesTheOther() {
    const TemporaryHome home;
    const QString repo = "hub/models--me--R1/";
    const auto blob = [&](QChar name, const QByteArray& bytes) { return home.write(repo + "blobs/" + QString(64, name), bytes); };
    const QString shared = blob(u'a', "123");
    const QString old_only = blob(u'b', "12345");
    const QString new_only = blob(u'c', "1234567");
    const QString first = QStringLiteral("R1-Q4_0-00001-of-00002.gguf");
    const QString second = QStringLiteral("R1-Q4_0-00002-of-00002.gguf");
    home.link(repo + "snapshots/old/" + first, "../../blobs/" + QString(64, u'a'));
    home.link(repo + "snapshots/old/" + second, "../../blobs/" + QString(64, u'b'));
    home.link(repo + "snapshots/new/" + first, "../../blobs/" + QString(64, u'a'));
    home.link(repo + "snapshots/new/" + second, "../../blobs/" + QString(64, u'c'));
    // A folder that was added, above it: what lies there is Hugging Face's all the same.
    const QList<FoundModel> found = ModelFinder(std::stop_token()).find({{ModelOrigin::kWatched, home.path("hub")}});
    QCOMPARE(found.size(), 2);
    QList<ModelEntry> all;
    for (const FoundModel& model : found) {
      QCOMPARE(model.origin, ModelOrigin::kHuggingFace);
      all.append({model, {}, {}, true, {}});
    }
    const FoundModel& old = found[found[0].path.contains(QLatin1String("/old/")) ? 0 : 1];
    const Removal removal = removalOf(old, all);
    QCOMPARE(removal.bytes, 5);
    QVERIFY(!removal.links);
    QCOMPARE(removeFiles(removal, true), QString());
    QVERIFY(QFile::exists(shared) && QFile::exists(new_only) && !QFile::exists(old_only));
    QVERIFY(QFile::exists(home.path(repo + "snapshots/new/" + first)) && QFile::exists(home.path(repo + "snapshots/new/" + second)));
    QVERIFY(!QFile::exists(home.path(repo + "snapshots/old")));
  }

  // What was downloaded here goes with its receipts and the license that came along; the license of somebody else stays.
  void deletingADownloadLeavesNoFolder() {
    const TemporaryHome home;
    const QString ours = "data/models/me/R1/";
    for (const char* name : {"model.safetensors", "config.json", "LICENSE"}) {
      home.write(ours + name, "{}");
      home.write(ours + ".deepwell/" + name + ".chunks");
    }
    home.write("data/models/you/R2/model.safetensors");
    home.write("data/models/you/R2/config.json", "{}");
    const QString license = home.write("data/models/you/R2/LICENSE");
    const QList<FoundModel> found = ModelFinder(std::stop_token()).find({{ModelOrigin::kModels, home.path("data/models")}});
    QCOMPARE(found.size(), 2);
    for (const FoundModel& model : found) QCOMPARE(removeFiles(removalOf(model, {}), true), QString());
    QVERIFY(!QFile::exists(home.path("data/models/me")));
    QVERIFY(QFile::exists(license));
  }

  // They are written at once and on a thread, which the book waits for.
  void hashesOutliveTheProgram() {
    const TemporaryHome home;
    const auto name = [&home](int i) { return home.path(QStringLiteral("R1-%1.gguf").arg(i)); };
    {
      HashBook book(home.path("hashes.json"));
      QHash<QString, KnownHash> hashes{{home.path("no hash"), {QStringLiteral("abc"), {}, {}}}};
      for (int i = 0; i < 163; ++i) hashes.insert(name(i), {QString(64, QChar(u'a' + i % 6)), QStringLiteral("huggingface.co"), {}});
      book.note(hashes);
      book.forget({name(0), name(162), name(163)});
    }
    const HashBook book(home.path("hashes.json"));
    for (const int gone : {0, 162}) QVERIFY(book.hashOf(name(gone)).sha256.isEmpty());
    for (int i = 1; i < 162; ++i) {
      QCOMPARE(book.hashOf(name(i)).sha256, QString(64, QChar(u'a' + i % 6)));
      QCOMPARE(book.hashOf(name(i)).published, QStringLiteral("huggingface.co"));
    }
    QVERIFY(book.hashOf(home.path("no hash")).sha256.isEmpty());
  }

  // What cannot be put back from a trash that is none is not lost: it is said where it lies, with what tells where it was.
  void whatCannotBePutBackIsNamed() {
    const TemporaryHome home;
    const QDir here(home.path({}));
    const QString moved = home.write("files/R1.gguf");
    const QString note = home.write("info/R1.gguf.trashinfo");
    const QString file = home.write("models/R1.gguf", "another");
    const QString problem = bringBack(moved, file, here);
    QVERIFY2(problem.contains(moved) && problem.contains(file), qPrintable(problem));
    QVERIFY(QFile::exists(moved) && QFile::exists(note));
    QVERIFY(QFile::remove(file));
    QCOMPARE(bringBack(moved, file, here), QString());
    QVERIFY(QFile::exists(file));
    QVERIFY(!QFile::exists(home.path("files")) && !QFile::exists(home.path("info")));
  }

  void verifiesAgainstWhatIsKnown() {
    const TemporaryHome home;
    // SHA-256 of "abc"
    const QString digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const QString repo = ".cache/huggingface/hub/models--me--R1/";
    home.write(repo + "blobs/" + digest, "abc");
    home.link(repo + "snapshots/1/Good-Q4_0.gguf", "../../blobs/" + digest);
    home.write(repo + "blobs/" + QString(64, u'c'), "abc");
    home.link(repo + "snapshots/1/Wrong-Q4_0.gguf", "../../blobs/" + QString(64, u'c'));
    const QString own = home.write("data/models/Own-Q4_0.gguf", "abc");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    const auto check = [&](const QString& path) {
      l.library().verify(path);
      if (!QTest::qWaitFor([&] { return l.role(path, "checkKind").toInt() != 0; }, 60000)) return -1;
      return l.role(path, "checkKind").toInt();
    };
    QCOMPARE(check(home.path(repo + "snapshots/1/Good-Q4_0.gguf")), static_cast<int>(VerifyOutcome::kMatches));
    QCOMPARE(check(home.path(repo + "snapshots/1/Wrong-Q4_0.gguf")), static_cast<int>(VerifyOutcome::kChanged));
    QCOMPARE(check(own), static_cast<int>(VerifyOutcome::kNoted));
    QCOMPARE(l.role(own, "checkHash").toString(), digest);
    QTRY_VERIFY(l.w.find("checkResult"));
    QCOMPARE(check(own), static_cast<int>(VerifyOutcome::kMatches));
    home.write("data/models/Own-Q4_0.gguf", "abd");
    QCOMPARE(check(own), static_cast<int>(VerifyOutcome::kChanged));
  }

  // Text of a file is text, and the search narrows it.
  void detailsShowTheHeader() {
    const TemporaryHome home;
    home.write("data/models/R1-Q4_0.gguf");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QVERIFY(l.w.click("moreButton"));
    QVERIFY(l.w.click("headerItem"));
    QTRY_COMPARE(l.library().header()->count(), 3);
    QTRY_VERIFY(l.w.find("searchHeader") && l.w.find("searchHeader")->hasActiveFocus());
    l.w.type(QStringLiteral("token_embd"));
    QTRY_COMPARE(l.library().header()->count(), 1);
    QVERIFY(l.w.click("closeHeader"));
  }

  void searchAndOrder() {
    const TemporaryHome home;
    home.write("data/models/Alpha-Q4_0.gguf", "12");
    home.write("data/models/Beta-Q8_0.gguf", "1234");
    LibraryWindow l(home);
    QVERIFY(l.opened());
    QTRY_VERIFY(l.w.find("searchModels")->hasActiveFocus());
    l.w.type(QStringLiteral("q8"));
    QTRY_COMPARE(l.library().installed()->count(), 1);
    l.w.type(QStringLiteral("zzz"));
    QTRY_VERIFY(l.w.find("noHits"));
    QVERIFY(l.w.click("clearSearch"));
    QTRY_COMPARE(l.library().installed()->count(), 2);
    l.library().installed()->setOrder(QStringLiteral("size"));
    QCOMPARE(l.library().installed()->index(0).data(InstalledModel::NameRole).toString(), QStringLiteral("Beta"));
  }

  // Thousands of files: they are looked for beside the window, whose event loop goes on turning.
  void manyModels() {
    const TemporaryHome home;
    for (int i = 0; i < 3000; ++i) home.write(QStringLiteral("data/models/%1/M%2-Q4_0.gguf").arg(i % 50).arg(i), "x");
    LibraryWindow l(home);
    int turns = 0;
    QTimer turning;
    connect(&turning, &QTimer::timeout, this, [&] { turns += l.library().scanning() ? 1 : 0; });
    turning.start(0);
    QVERIFY(l.opened());
    QCOMPARE(l.library().installed()->count(), 3000);
    QVERIFY2(turns > 5, qPrintable(QString::number(turns)));  // none if the window's thread did the work
  }
};

int main(int argc, char** argv) {
  TestLibrary test;
  return runWindowTest(test, argc, argv);
}
#include "tst_library.moc"
