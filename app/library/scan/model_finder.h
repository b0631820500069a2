// Finds models in folders by the names of files, without opening weights. Safe against loops of links, folders that
// cannot be read and huge trees; thread-agnostic, stops when it is told to.
#pragma once

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <stop_token>

#include "app/library/scan/model_places.h"

namespace deepwell {

struct FinderLimits {
  int depth = 12;         // of folders below a place
  int entries = 400'000;  // files and folders looked at in one place
  int models = 20'000;    // of one place
};

class ModelFinder {
 public:
  explicit ModelFinder(std::stop_token stop, FinderLimits limits = {}) : stop_(std::move(stop)), limits_(limits) {}

  // A model that two places show is taken from the first. `known`: folders of other programs, whose models are theirs also where
  // they are found within a place that was added, or hold it.
  QList<FoundModel> find(const QList<ModelPlace>& places, const QList<ModelPlace>& known = {});
  const QStringList& folders() const { return folders_; }  // that were looked into, for watching
  const QStringList& cut() const { return cut_places_; }   // places of which a limit was met: there may be more in them

 private:
  struct Listing {  // of one folder
    QString folder;
    QStringList gguf, safetensors, others, folders;  // names
  };

  void search(const ModelPlace& place);
  ModelOrigin originWithin(const ModelPlace& place) const;
  void takeFile(const ModelPlace& place);
  void walk(const QString& root, ModelOrigin origin, const QString& named);
  bool takeKnown(const QString& folder, ModelOrigin origin);
  bool list(const QString& folder, Listing* listing);
  void takeGguf(const Listing& listing, ModelOrigin origin);
  void takeSafetensors(const Listing& listing, ModelOrigin origin, const QString& named);
  void findOllama(const QString& root);
  void takeManifest(const QString& root, const QString& manifest, const QString& name);
  void findHuggingFace(const QString& hub);
  void takeRepository(const QString& root);
  void describeJan(const Listing& listing, FoundModel* model) const;
  void takeJanImport(const Listing& listing);
  static void addFile(const QString& folder, const QString& name, FoundModel* model);
  QString keyOf(const FoundModel& model) const;
  void add(FoundModel model);

  std::stop_token stop_;
  FinderLimits limits_;
  QList<FoundModel> models_;
  QSet<QString> seen_folders_;  // canonical
  QHash<QString, qsizetype> seen_weights_;  // see keyOf(); its place in models_
  QStringList folders_;
  QString root_;                // of the place at work
  QHash<QString, ModelPlace> known_;  // by their canonical folders
  int entries_ = 0;             // of the place at work, as what follows
  qsizetype first_model_ = 0;
  bool cut_ = false;
  QStringList cut_places_;
};

}  // namespace deepwell
