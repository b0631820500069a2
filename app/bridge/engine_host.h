// Holds the model that the window talks to. Loading runs on a thread of its own; while it runs, and if it fails, the
// model that was there before stays usable in memory. Only one that lies on a GPU makes room first, and comes back if
// the other one fails.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUrl>
#include <QtQmlIntegration>
#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <thread>

#include "app/bridge/device_model.h"
#include "app/bridge/generation.h"
#include "app/bridge/token_counter.h"
#include "app/settings/load_wishes.h"

namespace deepwell {

class Engine;
class EngineLoader;
class Preferences;

class EngineHost : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Made by the program")
  Q_PROPERTY(bool ready READ ready NOTIFY engineChanged)
  Q_PROPERTY(QString name READ name NOTIFY engineChanged)
  Q_PROPERTY(QString path READ path NOTIFY engineChanged)
  Q_PROPERTY(QString detail READ detail NOTIFY placementChanged)
  Q_PROPERTY(bool isPocket READ isPocket NOTIFY engineChanged)
  Q_PROPERTY(bool thinks READ thinks NOTIFY engineChanged)
  Q_PROPERTY(int contextTokens READ contextTokens NOTIFY engineChanged)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(QString loadingName READ loadingName NOTIFY loadingChanged)
  Q_PROPERTY(QString loadingPath READ loadingPath NOTIFY loadingChanged)
  Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
  Q_PROPERTY(QString error READ error NOTIFY errorChanged)
  Q_PROPERTY(QString warning READ warning NOTIFY warningChanged)
  Q_PROPERTY(QString device READ device NOTIFY deviceChanged)
  Q_PROPERTY(QString runsOn READ runsOn NOTIFY placementChanged)
  Q_PROPERTY(bool onGpu READ onGpu NOTIFY placementChanged)
  Q_PROPERTY(QString placement READ placement NOTIFY placementChanged)
  Q_PROPERTY(bool outdated READ outdated NOTIFY outdatedChanged)
  Q_PROPERTY(deepwell::DeviceModel* devices READ devices CONSTANT)

 public:
  static constexpr const char* kPocket = "pocket";

  explicit EngineHost(std::unique_ptr<EngineLoader> loader, QObject* parent = nullptr);
  ~EngineHost() override;  // waits for the loading threads, which are told to stop

  bool ready() const { return engine_ != nullptr; }
  QString name() const { return info_.name; }
  QString path() const { return info_.path; }
  QString detail() const { return info_.detail; }
  bool isPocket() const { return info_.path == QLatin1String(kPocket); }
  bool thinks() const { return info_.thinks; }
  int contextTokens() const { return info_.context; }           // that a chat can have, as it was loaded
  int mostContextTokens() const { return info_.most_context; }  // that the checkpoint allows
  qulonglong contextBytes(int tokens) const { return info_.token_bytes * static_cast<qulonglong>(tokens); }  // 0: not known
  QString modelHash() const { return info_.model_hash; }        // see model_identity.h
  QString templateHash() const { return info_.template_hash; }  // of the chat template's source
  TokenCounter& counter() { return counter_; }                  // of the loaded model
  bool loading() const { return job_ != nullptr; }
  QString loadingName() const;
  QString loadingPath() const;  // empty: nothing is loaded now
  double progress() const { return progress_; }  // 0..1 while loading
  QString error() const { return error_; }
  QString warning() const { return warning_; }     // the engine's last one
  QString device() const { return device_; }       // what is chosen, as parseDevice() reads it
  QString runsOn() const { return info_.runs_on; }  // what the model runs on: "AMD Radeon RX 7900 XTX"
  bool onGpu() const { return info_.on_gpu; }
  QString placement() const { return info_.placement; }  // how it is spread; may be empty
  DeviceModel* devices() { return &devices_; }
  EngineLoader& loader() { return *loader_; }  // for readModelFacts() and its like
  std::shared_ptr<Engine> engine() const { return engine_; }
  void setError(const QString& error);  // shown until it is dismissed or the next load

  // The person's settings, or the sampling that the checkpoint recommends where they want that. The seed is theirs.
  GenerationSettings settingsFor(const Preferences& preferences) const;
  // How a model is loaded, but for the device. Where that changes, checkWishes() tells.
  using WishRule = std::function<LoadWishes(const QString& path)>;
  void setWishRule(WishRule rule) { wish_rule_ = std::move(rule); }
  void checkWishes() { emit outdatedChanged(); }
  bool outdated() const;  // the model would be loaded otherwise now
  void setDevice(const QString& device);  // for the next load; what cannot be read means automatic
  static bool isDevice(const QString& device);
  static QString displayName(const QString& path);               // "pocket", or the file's or folder's name

  // "pocket", a .gguf, a safetensors file or folder. Replaces a load that is running.
  Q_INVOKABLE void load(const QString& path);
  void loadUrl(const QUrl& url);
  // Loads the model again on another device; remembered once that has worked.
  Q_INVOKABLE void chooseDevice(const QString& device);
  // Loads the model again with room for `tokens`; remembered once that has worked.
  void chooseContext(int tokens);
  void tellAgain();  // in another language
  Q_INVOKABLE void refreshPlacement();  // a device may have failed meanwhile
  Q_INVOKABLE void cancelLoad();
  Q_INVOKABLE void unload();
  Q_INVOKABLE void dismissError();
  Q_INVOKABLE void dismissWarning();

 signals:
  void engineChanged();     // another one, or none
  void placementChanged();  // where it lies, and the words for it; also where the engine changes
  void loadingChanged();
  void progressChanged();
  void errorChanged();
  void warningChanged();
  void deviceChanged();
  void outdatedChanged();
  void deviceChosen(const QString& device);  // by the person, and it works
  void contextChosen(int tokens);            // by the person, and it works
  void loaded(const QString& path);
  void loadFailed(const QString& path);
  void unloading();  // before the engine is let go

 private:
  struct Info {
    QString name, path, detail, runs_on, placement, model_hash, template_hash;
    bool thinks = false;
    bool on_gpu = false;
    bool moved = false;  // lies elsewhere than it was loaded to: a device has failed
    int context = 0;
    int most_context = 0;
    qulonglong token_bytes = 0;
    LoadWishes wishes;  // that it was loaded with
  };
  // What is loaded, and where to.
  struct Target {
    QString path;
    QString device;
    static constexpr int kByRule = -1;
    int context = kByRule;  // tokens, instead of the wished ones; 0: what the checkpoint says
    enum class Why { kAsked, kDeviceAsked, kContextAsked, kInstead } why = Why::kAsked;  // kInstead: of what has failed
  };
  struct Outcome;
  struct Job;

  void begin(const Target& target);
  void makeRoom(const Target& target);
  void finishJob(uint64_t number);
  void takeEngine(Outcome outcome, const Target& target);
  void dropEngine();
  void readPlacement();
  void goBack(const Target& failed, bool device_failed);
  void setWarning(const QString& warning);
  void reapJobs();
  void pollProgress();

  std::unique_ptr<EngineLoader> loader_;
  DeviceModel devices_;
  QString device_ = QStringLiteral("auto");
  std::weak_ptr<Engine> leaving_;  // made room; a running answer still holds it
  std::optional<Target> former_;  // what has made room for the running load
  std::shared_ptr<Engine> engine_;  // null: no model
  Info info_;                       // of engine_
  TokenCounter counter_;
  std::list<std::unique_ptr<Job>> jobs_;  // the running one and cancelled ones that have not noticed yet
  Job* job_ = nullptr;                    // of jobs_, the one whose result is wanted
  uint64_t jobs_started_ = 0;
  QTimer progress_timer_;
  double progress_ = 0;
  QString error_;
  QString warning_;
  WishRule wish_rule_;
};

}  // namespace deepwell
