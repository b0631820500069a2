// What the person has chosen, and how the window was left. Kept in "settings.ini" in the data folder; every change is
// written at once.
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QSettings>
#include <QStringList>
#include <QUrl>
#include <QtQmlIntegration>

#include "app/settings/load_wishes.h"
#include "app/settings/model_preset.h"

namespace deepwell {

class Preferences : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)  // "system", "light" or "dark"
  Q_PROPERTY(int fontSize READ fontSize WRITE setFontSize NOTIFY fontSizeChanged)
  Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)  // "system", or as "zh_CN"
  Q_PROPERTY(QString thinkingDisplay READ thinkingDisplay WRITE setThinkingDisplay NOTIFY thinkingDisplayChanged)  // "auto", "open" or "folded"
  Q_PROPERTY(bool wrapCode READ wrapCode WRITE setWrapCode NOTIFY wrapCodeChanged)
  Q_PROPERTY(bool modelDefaults READ modelDefaults WRITE setModelDefaults NOTIFY samplingChanged)
  Q_PROPERTY(double temperature READ temperature WRITE setTemperature NOTIFY samplingChanged)
  Q_PROPERTY(double topP READ topP WRITE setTopP NOTIFY samplingChanged)
  Q_PROPERTY(int topK READ topK WRITE setTopK NOTIFY samplingChanged)
  Q_PROPERTY(double minP READ minP WRITE setMinP NOTIFY samplingChanged)
  Q_PROPERTY(double repetitionPenalty READ repetitionPenalty WRITE setRepetitionPenalty NOTIFY samplingChanged)
  Q_PROPERTY(double presencePenalty READ presencePenalty WRITE setPresencePenalty NOTIFY samplingChanged)
  Q_PROPERTY(double frequencyPenalty READ frequencyPenalty WRITE setFrequencyPenalty NOTIFY samplingChanged)
  Q_PROPERTY(int maxTokens READ maxTokens WRITE setMaxTokens NOTIFY samplingChanged)
  Q_PROPERTY(bool fixedSeed READ fixedSeed WRITE setFixedSeed NOTIFY samplingChanged)
  Q_PROPERTY(int seed READ seed WRITE setSeed NOTIFY samplingChanged)
  Q_PROPERTY(bool think READ think WRITE setThink NOTIFY samplingChanged)
  Q_PROPERTY(QString instructions READ instructions WRITE setInstructions NOTIFY instructionsChanged)
  Q_PROPERTY(bool modelTitles READ modelTitles WRITE setModelTitles NOTIFY modelTitlesChanged)
  Q_PROPERTY(bool enterSends READ enterSends WRITE setEnterSends NOTIFY enterSendsChanged)  // false: Ctrl+Enter does
  Q_PROPERTY(bool loadAtStart READ loadAtStart WRITE setLoadAtStart NOTIFY loadAtStartChanged)
  Q_PROPERTY(QString lastModel READ lastModel NOTIFY lastModelChanged)
  Q_PROPERTY(int contextTokens READ contextTokens WRITE setContextTokens NOTIFY contextTokensChanged)
  Q_PROPERTY(int threads READ threads WRITE setThreads NOTIFY loadingChanged)
  Q_PROPERTY(QString kvPrecision READ kvPrecision WRITE setKvPrecision NOTIFY loadingChanged)
  Q_PROPERTY(int gpuLayers READ gpuLayers WRITE setGpuLayers NOTIFY loadingChanged)
  Q_PROPERTY(int gpuMemory READ gpuMemory WRITE setGpuMemory NOTIFY loadingChanged)
  Q_PROPERTY(QStringList recentModels READ recentModels NOTIFY recentModelsChanged)
  Q_PROPERTY(QString modelsFolder READ modelsFolder WRITE setModelsFolder NOTIFY libraryChanged)
  Q_PROPERTY(QStringList libraryPlaces READ libraryPlaces WRITE setLibraryPlaces NOTIFY libraryChanged)
  Q_PROPERTY(bool foreignModels READ foreignModels WRITE setForeignModels NOTIFY libraryChanged)
  Q_PROPERTY(QString hubAddress READ hubAddress WRITE setHubAddress NOTIFY downloadsChanged)
  Q_PROPERTY(QString hubToken READ hubToken WRITE setHubToken NOTIFY downloadsChanged)
  Q_PROPERTY(QString tokenProblem READ tokenProblem NOTIFY downloadsChanged)
  Q_PROPERTY(QString tokenElsewhere READ tokenElsewhere NOTIFY downloadsChanged)
  Q_PROPERTY(QString proxy READ proxy WRITE setProxy NOTIFY downloadsChanged)
  Q_PROPERTY(QString proxyProblem READ proxyProblem NOTIFY downloadsChanged)
  Q_PROPERTY(int downloadLimit READ downloadLimit WRITE setDownloadLimit NOTIFY downloadsChanged)
  Q_PROPERTY(double downloadMegabytes READ downloadMegabytes WRITE setDownloadMegabytes NOTIFY downloadsChanged)
  Q_PROPERTY(int downloadConnections READ downloadConnections WRITE setDownloadConnections NOTIFY downloadsChanged)
  Q_PROPERTY(bool notifications READ notifications WRITE setNotifications NOTIFY desktopChanged)  // when a long answer ends
  Q_PROPERTY(bool tray READ tray WRITE setTray NOTIFY desktopChanged)
  Q_PROPERTY(bool closeToTray READ closeToTray WRITE setCloseToTray NOTIFY desktopChanged)  // closing hides the window
  Q_PROPERTY(bool welcomed READ welcomed WRITE setWelcomed NOTIFY welcomedChanged)
  Q_PROPERTY(int sidebarWidth READ sidebarWidth WRITE setSidebarWidth NOTIFY sidebarChanged)
  Q_PROPERTY(bool sidebarOpen READ sidebarOpen WRITE setSidebarOpen NOTIFY sidebarChanged)

 public:
  static constexpr int kDefaultFontSize = 15;  // pixels of the transcript's text
  static constexpr int kMaxRecentModels = 8;
  static constexpr int kMostThreads = 1024;

  explicit Preferences(const QString& file, QObject* parent = nullptr);
  ~Preferences() override;

  // The one that QML sees: the last one made. Outlives the QML engine.
  static Preferences* create(QQmlEngine* qml, QJSEngine* js);

  QString theme() const { return text("appearance/theme", QStringLiteral("system")); }
  void setTheme(const QString& theme);
  int fontSize() const { return integer("appearance/font_size", kDefaultFontSize, 11, 24); }
  void setFontSize(int pixels);

  QString language() const { return text("appearance/language", QStringLiteral("system")); }
  void setLanguage(const QString& language) { set("appearance/language", language, &Preferences::languageChanged); }

  // Thinking: open until the answer begins, always open, always folded; a click wins for its message.
  QString thinkingDisplay() const { return text("thinking/display", QStringLiteral("auto")); }
  void setThinkingDisplay(const QString& display) { set("thinking/display", display, &Preferences::thinkingDisplayChanged); }
  bool wrapCode() const { return flag("appearance/wrap_code", false); }
  void setWrapCode(bool on) { set("appearance/wrap_code", on, &Preferences::wrapCodeChanged); }

  bool modelDefaults() const { return flag("sampling/model_defaults", true); }
  void setModelDefaults(bool on) { set("sampling/model_defaults", on, &Preferences::samplingChanged); }
  double temperature() const { return real("sampling/temperature", 0.6, 0, 2); }
  void setTemperature(double value) { set("sampling/temperature", value, &Preferences::samplingChanged); }
  double topP() const { return real("sampling/top_p", 0.95, 0, 1); }
  void setTopP(double value) { set("sampling/top_p", value, &Preferences::samplingChanged); }
  int topK() const { return integer("sampling/top_k", 0, 0, 1000); }
  void setTopK(int value) { set("sampling/top_k", value, &Preferences::samplingChanged); }
  double minP() const { return real("sampling/min_p", 0, 0, 1); }
  void setMinP(double value) { set("sampling/min_p", value, &Preferences::samplingChanged); }
  double repetitionPenalty() const { return real("sampling/repetition_penalty", 1, 1, 2); }
  void setRepetitionPenalty(double value) { set("sampling/repetition_penalty", value, &Preferences::samplingChanged); }
  double presencePenalty() const { return real("sampling/presence_penalty", 0, 0, 2); }
  void setPresencePenalty(double value) { set("sampling/presence_penalty", value, &Preferences::samplingChanged); }
  double frequencyPenalty() const { return real("sampling/frequency_penalty", 0, 0, 2); }
  void setFrequencyPenalty(double value) { set("sampling/frequency_penalty", value, &Preferences::samplingChanged); }
  int maxTokens() const { return integer("sampling/max_tokens", 0, 0, 1 << 20); }
  void setMaxTokens(int value) { set("sampling/max_tokens", value, &Preferences::samplingChanged); }
  bool fixedSeed() const { return flag("sampling/fixed_seed", false); }
  void setFixedSeed(bool on) { set("sampling/fixed_seed", on, &Preferences::samplingChanged); }
  int seed() const { return integer("sampling/seed", 0, 0, 0x7FFFFFFF); }
  void setSeed(int value) { set("sampling/seed", value, &Preferences::samplingChanged); }
  bool think() const { return flag("sampling/think", true); }
  void setThink(bool on) { set("sampling/think", on, &Preferences::samplingChanged); }
  Q_INVOKABLE void resetSampling();

  // The system prompt of the models whose preset has none of its own.
  QString instructions() const { return text("chats/instructions", {}).left(kLongestPrompt); }
  void setInstructions(const QString& text) { set("chats/instructions", text.left(kLongestPrompt), &Preferences::instructionsChanged); }
  bool modelTitles() const { return flag("chats/model_titles", true); }  // chats are named by the model, where it can
  void setModelTitles(bool on) { set("chats/model_titles", on, &Preferences::modelTitlesChanged); }
  bool enterSends() const { return flag("chats/enter_sends", true); }
  void setEnterSends(bool on) { set("chats/enter_sends", on, &Preferences::enterSendsChanged); }
  int contextTokens() const { return integer("model/context_tokens", 0, 0, 1 << 20); }  // 0: what the model says
  void setContextTokens(int value) { set("model/context_tokens", value, &Preferences::contextTokensChanged); }
  int threads() const { return integer("model/threads", 0, 0, kMostThreads); }
  void setThreads(int count) { set("model/threads", count, &Preferences::loadingChanged); }
  QString kvPrecision() const;  // "auto", "f16" or "q8"
  void setKvPrecision(const QString& precision) { set("model/kv", precision, &Preferences::loadingChanged); }
  int gpuLayers() const { return integer("model/gpu_layers", 0, 0, 1000); }
  void setGpuLayers(int layers) { set("model/gpu_layers", layers, &Preferences::loadingChanged); }
  int gpuMemory() const { return integer("model/gpu_memory", 0, 0, 1 << 24); }  // MiB
  void setGpuMemory(int mebibytes) { set("model/gpu_memory", mebibytes, &Preferences::loadingChanged); }
  LoadWishes wishesFor(const QString& model) const;  // its preset's before those for all
  QString device() const { return text("model/device", QStringLiteral("auto")); }  // as EngineHost has it
  void setDevice(const QString& device) { settings_.setValue("model/device", device); }
  QStringList recentModels() const { return settings_.value("model/recent").toStringList(); }
  void addRecentModel(const QString& path);
  void removeRecentModel(const QString& path);
  QString lastModel() const { return text("model/last", {}); }
  void setLastModel(const QString& path) { set("model/last", path, &Preferences::lastModelChanged); }
  bool loadAtStart() const { return flag("model/load_at_start", true); }  // the last model
  void setLoadAtStart(bool on) { set("model/load_at_start", on, &Preferences::loadAtStartChanged); }

  // Where the file dialog begins: the folder of the last model that was opened, or the home folder.
  Q_INVOKABLE QUrl modelFolder() const;

  // Empty: "models" in the data folder.
  QString modelsFolder() const { return text("library/models_folder", {}); }
  void setModelsFolder(const QString& folder) { set("library/models_folder", folder, &Preferences::libraryChanged); }
  QStringList libraryPlaces() const { return settings_.value("library/places").toStringList(); }  // folders and files
  void setLibraryPlaces(const QStringList& places) { set("library/places", places, &Preferences::libraryChanged); }
  bool foreignModels() const { return flag("library/foreign", true); }  // use what other programs have downloaded
  void setForeignModels(bool on) { set("library/foreign", on, &Preferences::libraryChanged); }

  QString hubAddress() const { return text("downloads/hub", QStringLiteral("https://huggingface.co")); }
  void setHubAddress(const QString& address);  // empty, or neither https nor http to this machine: the default
  QString hubToken() const { return text("downloads/token", {}); }
  void setHubToken(const QString& token);
  // Of the address that the token was typed for: it is sent there only.
  QString hubTokenOrigin() const;
  QString tokenProblem() const;  // why it cannot be used, for a person; empty: it can, or there is none
  // Where it belongs, if that is not the hub; empty: it does, or there is none.
  QString tokenElsewhere() const;
  QString proxy() const { return text("downloads/proxy", QStringLiteral("system")); }  // as fetch::Configure has it
  QString proxyProblem() const;  // as tokenProblem()
  void setProxy(const QString& proxy) { set("downloads/proxy", proxy.trimmed(), &Preferences::downloadsChanged); }
  int downloadLimit() const { return integer("downloads/limit", 0, 0, 1 << 24); }  // KiB a second; 0: none
  void setDownloadLimit(int limit) { set("downloads/limit", limit, &Preferences::downloadsChanged); }
  // The same in MB, a million bytes, a second: as lines are sold and other programs show it.
  double downloadMegabytes() const { return downloadLimit() * (1024 / 1e6); }
  void setDownloadMegabytes(double limit);
  int downloadConnections() const { return integer("downloads/connections", 4, 1, 16); }
  void setDownloadConnections(int count) { set("downloads/connections", count, &Preferences::downloadsChanged); }

  // How one model is used, where it differs from the above. By the path that the engine loads.
  ModelPreset preset(const QString& model) const;
  void setPreset(const QString& model, const ModelPreset& preset);  // one that says nothing is forgotten
  void movePresets(const QHash<QString, QString>& identities);  // as model_preset.h has it

  bool notifications() const { return flag("desktop/notifications", true); }
  void setNotifications(bool on) { set("desktop/notifications", on, &Preferences::desktopChanged); }
  bool tray() const { return flag("desktop/tray", false); }
  void setTray(bool on) { set("desktop/tray", on, &Preferences::desktopChanged); }
  bool closeToTray() const { return flag("desktop/close_to_tray", false); }
  void setCloseToTray(bool on) { set("desktop/close_to_tray", on, &Preferences::desktopChanged); }
  // False until the person has left the first screen or sent a message.
  bool welcomed() const { return flag("window/welcomed", false); }
  void setWelcomed(bool on) { set("window/welcomed", on, &Preferences::welcomedChanged); }
  int sidebarWidth() const { return integer("window/sidebar_width", 272, 200, 480); }
  void setSidebarWidth(int width) { set("window/sidebar_width", width, &Preferences::sidebarChanged); }
  bool sidebarOpen() const { return flag("window/sidebar_open", true); }
  void setSidebarOpen(bool open) { set("window/sidebar_open", open, &Preferences::sidebarChanged); }
  qlonglong lastChat() const { return settings_.value("window/last_chat", 0).toLongLong(); }
  void setLastChat(qlonglong id) { settings_.setValue("window/last_chat", id); }
  Q_INVOKABLE QRect windowGeometry() const { return settings_.value("window/geometry").toRect(); }
  Q_INVOKABLE bool windowMaximized() const { return flag("window/maximized", false); }
  Q_INVOKABLE void saveWindow(const QRect& normal_geometry, bool maximized);

 signals:
  void themeChanged();
  void fontSizeChanged();
  void thinkingDisplayChanged();
  void wrapCodeChanged();
  void languageChanged();
  void samplingChanged();
  void instructionsChanged();
  void modelTitlesChanged();
  void enterSendsChanged();
  void loadAtStartChanged();
  void lastModelChanged();
  void contextTokensChanged();
  void loadingChanged();  // how models are loaded, but for the context
  void recentModelsChanged();
  void libraryChanged();
  void downloadsChanged();
  void presetChanged(const QString& model);
  void desktopChanged();
  void sidebarChanged();
  void welcomedChanged();

 private:
  QString text(const char* key, const QString& otherwise) const;
  int integer(const char* key, int otherwise, int lowest, int highest) const;
  double real(const char* key, double otherwise, double lowest, double highest) const;
  bool flag(const char* key, bool otherwise) const { return settings_.value(key, otherwise).toBool(); }
  void set(const char* key, const QVariant& value, void (Preferences::*changed)());

  QSettings settings_;
};

}  // namespace deepwell
