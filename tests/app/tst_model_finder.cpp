// Models are found where each program keeps them, and nothing on a disk can make the search go astray.
#include <unistd.h>

#include <QTest>
#include <algorithm>

#include "app/library/scan/model_finder.h"
#include "tests/app/model_tree.h"

using namespace deepwell;

namespace {

QList<FoundModel> findAll() { return ModelFinder(std::stop_token()).find(foreignPlaces()); }

QList<FoundModel> findIn(const QString& folder, FinderLimits limits = {}) {
  return ModelFinder(std::stop_token(), limits).find({{ModelOrigin::kWatched, folder}});
}

const QString kDigest = QStringLiteral("aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899");

QByteArray manifest(const QString& digest) {
  return QStringLiteral(R"({"schemaVersion":2,"layers":[{"mediaType":"application/vnd.ollama.image.template","digest":"sha256:%2"},
                           {"mediaType":"application/vnd.ollama.image.model","digest":"sha256:%1","size":7}]})")
      .arg(digest, QString(64, u'0')).toUtf8();
}

}  // namespace

class TestModelFinder : public QObject {
  Q_OBJECT

 private slots:
  void names_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quantisation");
    QTest::newRow("plain") << "DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf" << "DeepSeek-R1-Distill-Qwen-7B" << "Q4_K_M";
    QTest::newRow("dynamic, a shard") << "DeepSeek-R1-UD-IQ1_S-00001-of-00003.gguf" << "DeepSeek-R1" << "UD-IQ1_S";
    QTest::newRow("dots") << "qwen2.5-7b.Q8_0.gguf" << "qwen2.5-7b" << "Q8_0";
    QTest::newRow("tag") << "deepseek-r1:7b-q4_K_M" << "deepseek-r1:7b" << "Q4_K_M";
    QTest::newRow("no quantisation") << "deepseek-r1:7b" << "deepseek-r1:7b" << "";
    QTest::newRow("16 bits") << "R1-BF16.gguf" << "R1" << "BF16";
    QTest::newRow("only a quantisation") << "Q4_0.gguf" << "Q4_0.gguf" << "Q4_0";
  }
  void names() {
    QFETCH(const QString, file);
    const NameParts parts = splitModelName(file);
    QTEST(parts.name, "name");
    QTEST(parts.quantisation, "quantisation");
  }

  void lmStudio() {
    const TemporaryHome home;
    home.write("big/models/me/R1-GGUF/R1-Q4_0.gguf");
    home.write("big/models/me/R1-GGUF/mmproj-R1-f16.gguf");
    home.write(".lmstudio-home-pointer", home.path("big").toUtf8());
    home.write(".lmstudio/models/a/b/Old-Q8_0.gguf");
    home.write("elsewhere/New-Q8_0.gguf");
    home.write(".lmstudio/settings.json", QStringLiteral("{\"downloadsFolder\": \"%1\"}").arg(home.path("elsewhere")).toUtf8());
    QStringList names;
    for (const FoundModel& model : findAll()) {
      QCOMPARE(model.origin, ModelOrigin::kLmStudio);
      names << model.name;
    }
    names.sort();
    QCOMPARE(names, QStringList({"New", "Old", "R1"}));
  }

  void gpt4AllAndLlamaCpp() {
    const TemporaryHome home;
    home.write(".local/share/nomic.ai/GPT4All/Reasoner-v1-Q4_0.gguf");
    home.write("cache/llama.cpp/unsloth_R1-GGUF_R1-Q2_K.gguf");
    qputenv("XDG_CACHE_HOME", home.path("cache").toUtf8());
    const QList<FoundModel> models = findAll();
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].origin, ModelOrigin::kGpt4All);
    QCOMPARE(models[0].name, QStringLiteral("Reasoner-v1"));
    QCOMPARE(models[1].origin, ModelOrigin::kLlamaCpp);
    QCOMPARE(models[1].name, QStringLiteral("R1"));
  }

  // Jan's files are called alike; one of them was imported and lies elsewhere.
  void jan() {
    const TemporaryHome home;
    const QString base = ".local/share/Jan/data/llamacpp/models/";
    home.write(base + "qwen/7b/model.gguf");
    home.write(base + "qwen/7b/model.yml", "name: 'Qwen 7B'\nmodel_path: llamacpp/models/qwen/7b/model.gguf\nsize_bytes: 7\n");
    const QString own = home.write("my/Own-Q6_K.gguf");
    home.write(base + "own/model.yml", "name: own\nmodel_path: " + own.toUtf8() + "\n");
    home.write("jan/models/old/model.gguf");
    home.write("jan/models/old/model.json", R"({"name": "Old one"})");
    QMap<QString, QString> paths;
    for (const FoundModel& model : findAll()) paths[model.name] = model.path;
    QCOMPARE(paths.keys(), QStringList({"Old one", "Qwen 7B", "own"}));
    QCOMPARE(paths["own"], own);
  }

  void ollama() {
    const TemporaryHome home;
    const QString blob = home.write(".ollama/models/blobs/sha256-" + kDigest);
    const QString tag = home.write(".ollama/models/manifests/registry.ollama.ai/library/deepseek-r1/7b", manifest(kDigest));
    const QString second = home.write(".ollama/models/manifests/registry.ollama.ai/library/deepseek-r1/latest", manifest(kDigest));
    home.write(".ollama/models/manifests/registry.ollama.ai/someone/theirs/q8_0", manifest(QString(kDigest).replace(u'a', u'1')));
    home.write(".ollama/models/manifests/registry.ollama.ai/library/evil/tag", manifest(QStringLiteral("../../../etc/passwd")));
    home.write(".ollama/models/manifests/registry.ollama.ai/library/junk/tag", "not json");
    const QList<FoundModel> models = findAll();
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].name, QStringLiteral("deepseek-r1:7b"));
    QCOMPARE(models[0].path, blob);
    QCOMPARE(models[0].companions, QStringList({tag, second}));
    QCOMPARE(models[0].bytes, 7);
    QCOMPARE(models[1].name, QStringLiteral("someone/theirs:q8_0"));
    QCOMPARE(models[1].missing.size(), 1);
  }

  void ollamaElsewhere() {
    const TemporaryHome home;
    home.write("o/blobs/sha256-" + kDigest);
    home.write("o/manifests/registry.ollama.ai/library/r1/1.5b", manifest(kDigest));
    qputenv("OLLAMA_MODELS", home.path("o").toUtf8());
    QCOMPARE(findAll().size(), 1);
  }

  // As Flatpak and Snap keep what the same programs have elsewhere.
  void flatpakAndSnap() {
    const TemporaryHome home;
    home.write(".var/app/io.gpt4all.gpt4all/data/nomic.ai/GPT4All/Reasoner-v1-Q4_0.gguf");
    home.write(".var/app/io.gpt4all.gpt4all/config/nomic.ai/GPT4All.ini", "[General]\nmodelPath=" + home.path("moved").toUtf8() + "\n");
    home.write("moved/Other-Q8_0.gguf");
    home.write(".var/app/ai.jan.Jan/data/Jan/data/llamacpp/models/qwen/Qwen-Q4_0.gguf");
    home.write(".var/app/com.jeffser.Alpaca/data/.ollama/models/blobs/sha256-" + kDigest);
    home.write(".var/app/com.jeffser.Alpaca/data/.ollama/models/manifests/registry.ollama.ai/library/r1/7b", manifest(kDigest));
    const QString other = QString(kDigest).replace(u'a', u'1');
    home.write("snap/ollama/common/models/blobs/sha256-" + other);
    home.write("snap/ollama/common/models/manifests/registry.ollama.ai/library/snapped/7b", manifest(other));
    QStringList names;
    for (const FoundModel& model : findAll()) names << originName(model.origin) + u' ' + model.name;
    names.sort();
    QCOMPARE(names, QStringList({"GPT4All Other", "GPT4All Reasoner-v1", "Jan Qwen", "Ollama r1:7b", "Ollama snapped:7b"}));
  }

  // A folder that this account may not look into is told of, and one that lies behind such a folder.
  void foldersThatCannotBeRead() {
    const TemporaryHome home;
    home.write("o/models/manifests/registry.ollama.ai/library/r1/7b", manifest(kDigest));
    home.write(".ollama/models/manifests/registry.ollama.ai/library/r1/7b", manifest(kDigest));
    qputenv("OLLAMA_MODELS", home.path("o/models").toUtf8());
    const auto closed = [](const QString& folder) { return QFile::setPermissions(folder, QFile::Permissions()); };
    QVERIFY(closed(home.path("o")) && closed(home.path(".ollama/models/manifests")));
    QVERIFY(QFile::setPermissions(home.path(""), QFile::permissions(home.path("")) | QFile::ReadOther | QFile::ExeOther));
    // The superuser may look into everything: as somebody else, then.
    const bool root = geteuid() == 0;
    if (root) QCOMPARE(seteuid(65534), 0);
    const QList<ModelPlace> places = foreignPlaces();
    const QList<FoundModel> found = ModelFinder(std::stop_token()).find(places);
    if (root) QCOMPARE(seteuid(0), 0);
    for (const char* folder : {"o", ".ollama/models/manifests"}) QFile::setPermissions(home.path(folder), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QHash<QString, bool> readable;
    for (const ModelPlace& place : places) readable.insert(place.folder, place.readable);
    QVERIFY(readable.contains(home.path("o/models")) && !readable[home.path("o/models")]);
    QVERIFY(readable.contains(home.path(".ollama/models")) && !readable[home.path(".ollama/models")]);
    QVERIFY(found.isEmpty());
    QCOMPARE(stateOfFolder(home.path("nothing")), FolderState::kMissing);
  }

  void huggingFace() {
    const TemporaryHome home;
    const QString repo = "hf/hub/models--me--R1-GGUF/";
    home.write(repo + "blobs/" + kDigest);
    home.write(repo + "refs/main", "new");
    home.link(repo + "snapshots/new/R1-Q4_0.gguf", "../../blobs/" + kDigest);
    home.link(repo + "snapshots/old/R1-Q4_0.gguf", "../../blobs/" + kDigest);
    const QString full = "hf/hub/models--deepseek-ai--R1-Distill/snapshots/abc/";
    home.write(full + "config.json", "{}");
    home.write(full + "model-00001-of-000002.safetensors");
    home.write(full + "model.safetensors.index.json",
               R"({"weight_map": {"a": "model-00001-of-000002.safetensors", "b": "model-00002-of-000002.safetensors", "c": "../../x"}})");
    home.write("hf/hub/datasets--x--y/snapshots/a/R2-Q4_0.gguf");
    qputenv("HF_HOME", home.path("hf").toUtf8());
    const QList<FoundModel> models = findAll();
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].name, QStringLiteral("R1-Distill"));
    QCOMPARE(models[0].missing, QStringList({"model-00002-of-000002.safetensors"}));
    QCOMPARE(models[0].path + u'/', home.path(full));
    QCOMPARE(models[1].path, home.path(repo + "snapshots/new/R1-Q4_0.gguf"));
  }

  void shardsAreOneModel() {
    const TemporaryHome home;
    for (int i : {1, 2, 4}) home.write(QStringLiteral("m/R1-Q4_0-0000%1-of-00004.gguf").arg(i), "1234");
    home.write("m/R1-Q8_0-00001-of-00001.gguf");
    home.write("m/R1-Q4_0.gguf.partial");
    home.write("m/.hidden-Q4_0.gguf");
    const QList<FoundModel> models = findIn(home.path("m"));
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].files.size(), 3);
    QCOMPARE(models[0].missing, QStringList({"R1-Q4_0-00003-of-00004.gguf"}));
    QCOMPARE(models[0].bytes, 12);
    QVERIFY(models[1].missing.isEmpty());
  }

  // A file that was added alone brings its shards, and nothing else of its folder.
  void aSingleFile() {
    const TemporaryHome home;
    const QString first = home.write("m/R1-Q4_0-00001-of-00002.gguf");
    home.write("m/R1-Q4_0-00002-of-00002.gguf");
    home.write("m/Other-Q4_0.gguf");
    const QList<FoundModel> models = findIn(first);
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0].files.size(), 2);
  }

  void loopsAndLimits() {
    const TemporaryHome home;
    home.write("m/a/b/One-Q4_0.gguf");
    home.link("m/a/b/up", home.path("m"));
    home.link("m/self", home.path("m"));
    home.link("m/gone.gguf", home.path("nowhere"));
    home.write("m/1/2/3/4/5/Deep-Q4_0.gguf");
    QDir().mkpath(home.path("m/secret"));
    QFile::setPermissions(home.path("m/secret"), {});
    QCOMPARE(findIn(home.path("m")).size(), 2);
    QFile::setPermissions(home.path("m/secret"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QCOMPARE(findIn(home.path("m"), {3, 1000, 1000}).size(), 1);
    for (int i = 0; i < 50; ++i) home.write(QStringLiteral("m/many/M%1-Q4_0.gguf").arg(i));
    QVERIFY(findIn(home.path("m"), {12, 1000, 10}).size() == 10);
    QVERIFY(findIn(home.path("m"), {12, 20, 1000}).size() < 20);
  }

  // A folder that was added takes nothing from the programs whose folders lie in it, or that it lies in.
  void addedFoldersAboveAndWithin() {
    const TemporaryHome home;
    home.write("all/lm/me/R1-GGUF/R1-Q4_0.gguf");
    home.write("all/own/Mine-Q4_0.gguf");
    const QString blob = home.write("all/ollama/blobs/sha256-" + kDigest);
    home.write("all/ollama/manifests/registry.ollama.ai/library/r1/7b", manifest(kDigest));
    const QList<ModelPlace> known{{ModelOrigin::kLmStudio, home.path("all/lm")}, {ModelOrigin::kOllama, home.path("all/ollama")}};
    for (const bool foreign : {false, true}) {
      QHash<QString, FoundModel> found;
      const QList<ModelPlace> added{{ModelOrigin::kWatched, home.path("all")}};
      for (const FoundModel& model : ModelFinder(std::stop_token()).find(foreign ? added + known : added, known)) found[model.path] = model;
      QCOMPARE(found.size(), 3);
      QCOMPARE(found[home.path("all/lm/me/R1-GGUF/R1-Q4_0.gguf")].origin, ModelOrigin::kLmStudio);
      QCOMPARE(found[home.path("all/lm/me/R1-GGUF/R1-Q4_0.gguf")].root, home.path("all/lm"));
      QCOMPARE(found[blob].origin, ModelOrigin::kOllama);
      QCOMPARE(found[home.path("all/own/Mine-Q4_0.gguf")].origin, ModelOrigin::kWatched);
    }
    for (const char* within : {"all/lm/me", "all/lm/me/R1-GGUF/R1-Q4_0.gguf"}) {
      const QList<FoundModel> models = ModelFinder(std::stop_token()).find({{ModelOrigin::kWatched, home.path(within)}}, known);
      QCOMPARE(models.size(), 1);
      QCOMPARE(models[0].origin, ModelOrigin::kLmStudio);
    }
  }

  // Also where a single revision of Hugging Face's cache was added, or one file of it.
  void withinARevision() {
    const TemporaryHome home;
    home.write("x/models--me--R1/blobs/" + kDigest);
    home.link("x/models--me--R1/snapshots/abc/R1-Q4_0.gguf", "../../blobs/" + kDigest);
    home.link("x/other/R1-Q4_0.gguf", home.path("x/models--me--R1/blobs/" + kDigest));
    for (const char* added : {"x/models--me--R1/snapshots/abc", "x/models--me--R1/snapshots/abc/R1-Q4_0.gguf", "x/models--me--R1", "x/other"}) {
      const QList<FoundModel> models = findIn(home.path(added));
      QCOMPARE(models.size(), 1);
      QCOMPARE(models[0].origin, added == QByteArray("x/other") ? ModelOrigin::kWatched : ModelOrigin::kHuggingFace);
    }
  }

  // Ollama's description goes with Ollama's blob, not with a link to it.
  void aLinkToABlobIsNotOllamas() {
    const TemporaryHome home;
    const QString blob = home.write("o/blobs/sha256-" + kDigest);
    home.write("o/manifests/registry.ollama.ai/library/r1/7b", manifest(kDigest));
    home.link("m/Mine-Q4_0.gguf", blob);
    const QList<FoundModel> models = ModelFinder(std::stop_token()).find({{ModelOrigin::kModels, home.path("m")}, {ModelOrigin::kOllama, home.path("o")}});
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0].origin, ModelOrigin::kModels);
    QVERIFY(models[0].companions.isEmpty());
  }

  void aHugeFolderTakesNothingFromOthers() {
    const TemporaryHome home;
    for (int i = 0; i < 50; ++i) home.write(QStringLiteral("huge/x%1").arg(i));
    home.write("m/One-Q4_0.gguf");
    ModelFinder finder(std::stop_token(), {12, 20, 1000});
    const QList<FoundModel> models = finder.find({{ModelOrigin::kWatched, home.path("huge")}, {ModelOrigin::kWatched, home.path("m")}});
    QCOMPARE(models.size(), 1);
    QCOMPARE(finder.cut(), QStringList({home.path("huge")}));
  }

  void stopsWhenTold() {
    const TemporaryHome home;
    home.write("m/a/One-Q4_0.gguf");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(ModelFinder(stop.get_token()).find({{ModelOrigin::kWatched, home.path("m")}}).isEmpty());
  }
};

QTEST_GUILESS_MAIN(TestModelFinder)
#include "tst_model_finder.moc"
