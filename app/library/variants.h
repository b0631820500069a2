// What can be downloaded of a repository: its files, put together as models.
#pragma once

#include <QList>
#include <QString>

#include "app/fetch/protocol.h"
#include "app/library/hub/hub_answers.h"

namespace deepwell {

struct HubVariant {
  QString name;          // "DeepSeek-R1-Distill-Qwen-7B"
  QString quantisation;  // "Q4_K_M"; "safetensors" of a repository that is a model itself
  QString path;          // of the file that is loaded, in the repository; empty: its folder
  qint64 bytes = 0;
  int shards = 1;
  QList<hub::RemoteEntry> files;
};

// GGUF files by quantisation, smallest first; then the safetensors as one, with what belongs to them.
QList<HubVariant> variantsOf(const hub::RepositoryFiles& tree, const QString& repository);

// The one that `match` means: a file, a folder ("UD-IQ1_S/") or the safetensors ("*"); if it has gone, the one of the same
// quantisation. nullptr: there is none.
const HubVariant* findVariant(const QList<HubVariant>& variants, const QString& match, const QString& quantisation);

// `address`: the hub's. Addresses of the variant's files on the hub; they go to `folder` by their paths in the repository.
std::vector<fetch::RemoteFile> remoteFiles(const HubVariant& variant, const QString& address, const QString& repository);

}  // namespace deepwell
