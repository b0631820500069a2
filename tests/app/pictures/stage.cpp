#include <QSettings>

#include "tests/app/pictures/pictures.h"

namespace deepwell {

Stage::Stage(const PictureForm& form) : form_(form) {
  QDir().mkpath(data());
  QSettings settings(Places::below(data()).settingsFile(), QSettings::IniFormat);
  settings.setValue("appearance/language", form.language);
  settings.setValue("appearance/font_size", form.font_size);
  settings.setValue("appearance/theme", "light");
  settings.setValue("chats/model_titles", false);
}

Window& Stage::open(bool first_run, Services services, bool pocket) {
  if (!services.start_helper) services.start_helper = [this] { return helper_.launch(); };
  window_ = std::make_unique<Window>(data(), first_run, std::move(services));
  window_->window->resize(form_.size);
  need(window_->shown(), "the window");
  setDevices(false);
  if (!pocket) load(home_.write(QStringLiteral("models/DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf")));
  return *window_;
}

void Stage::load(const QString& path) {
  window_->workspace->engine()->load(path);
  need(QTest::qWaitFor([&] { return window_->workspace->engine()->path() == path; }, 20000), "the model");
}

void Stage::setDevices(bool gpu) {
  DeviceList list{{{DeviceKind::kCpu, 0, "AMD Ryzen 7 7840U", "", 32ULL << 30U, 24ULL << 30U, false, false, ""}}, {}};
  if (gpu) {
    list.devices.push_back(FakeLoader::gpu(0, "NVIDIA GeForce RTX 4070 Laptop GPU"));
    list.devices.push_back(FakeLoader::gpu(1, "Intel(R) Arc(tm) Graphics (MTL)", "its driver has no buffer device addresses: install a newer one"));
  }
  window_->loader->setDevices(list);
  window_->workspace->engine()->devices()->refresh();
}

void Stage::sidebar() {
  if (form_.narrow() && !window_->find("chatList")) click("showSidebar");
}

void Stage::ask(const QString& question, const std::string& thoughts, const std::string& answer) {
  window_->script->queueAnswer(thoughts, answer);
  need(window_->chat().send(question), "the question");
  need(QTest::qWaitFor([&] { return !window_->chat().busy(); }, 20000), "the answer");
}

void Stage::run(const char* command) {
  QMetaObject::invokeMethod(window_->window, "run", Q_ARG(QString, QLatin1String(command)));
}

void Stage::library(const char* tab) {
  run("model.library");
  need(QTest::qWaitFor([&] { return window_->program->library().scanned() && !window_->program->library().scanning(); }, 20000), "the models");
  if (tab) click(tab);
}

void Stage::settings(const char* page) {
  run("view.settings");
  click(page);
}

void Stage::hover(const char* name) {
  QQuickItem* item = window_->find(name);
  need(item != nullptr, name);
  if (item) QTest::mouseMove(window_->window, item->mapToScene(item->boundingRect().center()).toPoint());
}

void Stage::clickIn(const char* item, const char* name) {
  QQuickItem* outer = window_->find(item);
  QQuickItem* inner = outer ? outer->findChild<QQuickItem*>(QLatin1String(name)) : nullptr;
  need(inner != nullptr, name);
  if (inner) QTest::mouseClick(window_->window, Qt::LeftButton, {}, inner->mapToScene(inner->boundingRect().center()).toPoint());
}

void Stage::writeModels() {
  const auto model = [this](const char* path, qint64 mebibytes) { QFile::resize(home_.write(QLatin1String(path)), mebibytes << 20); };
  model("data/models/bartowski/DeepSeek-R1-Distill-Qwen-14B-GGUF/DeepSeek-R1-Distill-Qwen-14B-Q4_K_M.gguf", 8572);
  model("data/models/unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF/DeepSeek-R1-0528-Qwen3-8B-UD-Q4_K_XL.gguf", 4900);
  model("data/models/broken-Q4_0.gguf", 2);
  model("data/models/Llama-70B-Q4_0-00001-of-00003.gguf", 13000);
  model("data/models/Llama-70B-Q4_0-00003-of-00003.gguf", 13000);
  model(".lmstudio/models/lmstudio-community/DeepSeek-R1-Distill-Llama-70B-GGUF/DeepSeek-R1-Distill-Llama-70B-Q4_K_M.gguf", 40550);
  model(".cache/gpt4all/foreign-bert-base-multilingual-uncased-embedding-v2-Q8_0.gguf", 140);
}

void Stage::need(bool happened, const char* what) {
  if (happened) return;
  complete_ = false;
  qWarning("missing: %s", what);
}

}  // namespace deepwell
