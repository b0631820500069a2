#include "app/settings/preferences.h"

#include <QDir>
#include <QFileInfo>
#include <QRect>
#include <algorithm>

namespace deepwell {
namespace {

Preferences* g_instance = nullptr;

}  // namespace

Preferences::Preferences(const QString& file, QObject* parent) : QObject(parent), settings_(file, QSettings::IniFormat) {
  g_instance = this;
}

Preferences::~Preferences() {
  if (g_instance == this) g_instance = nullptr;
}

Preferences* Preferences::create(QQmlEngine*, QJSEngine*) {
  Q_ASSERT_X(g_instance, "Preferences", "made before the QML engine");
  QJSEngine::setObjectOwnership(g_instance, QJSEngine::CppOwnership);
  return g_instance;
}

void Preferences::setTheme(const QString& theme) {
  if (theme != QLatin1String("light") && theme != QLatin1String("dark") && theme != QLatin1String("system")) return;
  set("appearance/theme", theme, &Preferences::themeChanged);
}

void Preferences::setFontSize(int pixels) {
  set("appearance/font_size", std::clamp(pixels, 11, 24), &Preferences::fontSizeChanged);
}

void Preferences::resetSampling() {
  const bool think_before = think();
  settings_.remove("sampling");
  settings_.setValue("sampling/think", think_before);
  emit samplingChanged();
}

void Preferences::addRecentModel(const QString& path) {
  QStringList recent = recentModels();
  recent.removeAll(path);
  recent.prepend(path);
  settings_.setValue("model/recent", recent.mid(0, kMaxRecentModels));
  emit recentModelsChanged();
}

void Preferences::removeRecentModel(const QString& path) {
  QStringList recent = recentModels();
  if (recent.removeAll(path) == 0) return;
  settings_.setValue("model/recent", recent);
  emit recentModelsChanged();
}

QUrl Preferences::modelFolder() const {
  const QStringList recent = recentModels();
  const QDir folder = recent.isEmpty() ? QDir::home() : QFileInfo(recent.constFirst()).dir();
  return QUrl::fromLocalFile(folder.exists() ? folder.absolutePath() : QDir::homePath());
}

QString Preferences::kvPrecision() const {
  const QString precision = text("model/kv", {});
  return precision == QLatin1String("f16") || precision == QLatin1String("q8") ? precision : QStringLiteral("auto");
}

LoadWishes Preferences::wishesFor(const QString& model) const {
  const int own = preset(model).context_tokens;
  return {own > 0 ? own : contextTokens(), threads(), kvPrecision(), gpuLayers(), gpuMemory()};
}

ModelPreset Preferences::preset(const QString& model) const { return readPreset(settings_, model); }

void Preferences::setPreset(const QString& model, const ModelPreset& preset) {
  if (preset == this->preset(model)) return;
  writePreset(settings_, model, preset);
  emit presetChanged(model);
}

void Preferences::movePresets(const QHash<QString, QString>& identities) {
  for (const QString& model : deepwell::movePresets(settings_, identities)) emit presetChanged(model);
}

void Preferences::saveWindow(const QRect& normal_geometry, bool maximized) {
  settings_.setValue("window/geometry", normal_geometry);
  settings_.setValue("window/maximized", maximized);
}

QString Preferences::text(const char* key, const QString& otherwise) const {
  return settings_.value(key, otherwise).toString();
}

// A file edited by hand may hold anything: out of range or not a number becomes the nearest or the default.
int Preferences::integer(const char* key, int otherwise, int lowest, int highest) const {
  bool ok = false;
  const int value = settings_.value(key, otherwise).toInt(&ok);
  return ok ? std::clamp(value, lowest, highest) : otherwise;
}

double Preferences::real(const char* key, double otherwise, double lowest, double highest) const {
  bool ok = false;
  const double value = settings_.value(key, otherwise).toDouble(&ok);
  return ok && value == value ? std::clamp(value, lowest, highest) : otherwise;
}

void Preferences::set(const char* key, const QVariant& value, void (Preferences::*changed)()) {
  if (settings_.value(key) == value) return;
  settings_.setValue(key, value);
  emit (this->*changed)();
}

}  // namespace deepwell
