// What a repository of the hub has, and whether it would run here.
#include "app/library/hub.h"
#include "app/library/library.h"
#include "app/settings/preferences.h"
#include "app/words/error_text.h"

namespace deepwell {

void Hub::list(const QString& repository) {
  repository_ = repository;
  files_error_.clear();
  files_refused_ = files_missing_ = false;
  files_.set({});
  setAbout({});
  library_.measureSpace();
  files_id_ = client_.newId();
  about_id_ = 0;
  const std::string model = preferences_.hubAddress().toStdString() + "/api/models/" + hub::percentEncoded(repository.toStdString(), true);
  files_error_ = client_.send(fetch::Get{files_id_, model + "/tree/main?recursive=true", kMaxHubAnswer});
  if (!files_error_.isEmpty()) {
    files_id_ = 0;
  } else if (const hub::FoundRepository* found = results_.find(repository)) {
    setAbout(found->about);
  } else {
    about_id_ = client_.newId();
    client_.send(fetch::Get{about_id_, model + "?expand%5B%5D=gguf&expand%5B%5D=config&expand%5B%5D=safetensors&expand%5B%5D=gated", kMaxHubAnswer});
  }
  emit filesChanged();
  emit downloadsMoved();
}

void Hub::takeFiles(const fetch::Response& response) {
  files_id_ = 0;
  files_error_ = problemOf(response);
  files_refused_ = isRefusal(response.status);
  files_missing_ = response.status == 404;
  if (files_missing_) files_error_ = tr("%1 has no repository %2.").arg(host(), repository_);
  if (files_error_.isEmpty()) {
    const auto tree = hub::parseTree(response.body);
    if (tree) files_.set(variantsOf(*tree, repository_));
    else files_error_ = errorText(tree.error());
  }
  emit filesChanged();
  restIfIdle();
}

// A hub that does not tell leaves the rows as they are.
void Hub::takeAbout(const fetch::Response& response) {
  about_id_ = 0;
  if (const auto about = hub::parseAbout(response.body)) setAbout(*about);
  emit filesChanged();
  restIfIdle();
}

// Of a model of the catalog more is known than the hub tells.
void Hub::setAbout(const hub::RepositoryAbout& told) {
  hub::RepositoryAbout about = told;
  const CatalogEntry* entry = catalog_.entryOf(repository_);
  if (entry) about.context = entry->context;
  files_.setAbout(about, entry ? entry->kv_bytes : 0);
  rateFiles();
}

void Hub::rateFiles() { files_.rate(library_.memory(), preferences_.contextTokens()); }

QString Hub::page(const QString& repository) const {
  return preferences_.hubAddress() + u'/' + QString::fromStdString(hub::percentEncoded(repository.toStdString(), true));
}

bool Hub::downloadFile(int row) {
  const HubVariant* variant = files_.at(row);
  if (!variant) return false;
  DownloadItem item;
  item.name = variant->name;
  item.quantisation = variant->quantisation;
  item.repository = repository_;
  item.match = variant->path.isEmpty() ? QStringLiteral("*") : variant->path;
  item.path = variant->path;
  item.files = remoteFiles(*variant, preferences_.hubAddress(), repository_);
  item.total = variant->bytes;
  return begin(std::move(item));
}

}  // namespace deepwell
