#include "app/library/removal.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include "app/fetch/names.h"
#include "app/library/scan/hub_link.h"

namespace deepwell {
namespace {

// Of Hugging Face's cache: every link of the repository to the blob, and the blob.
QStringList linksTo(const QString& blob) {
  const QString repository = QFileInfo(QFileInfo(blob).path()).path();
  QStringList links;
  QDirIterator all(repository + QStringLiteral("/snapshots"), QDir::Files | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
  while (all.hasNext()) {
    const QString link = all.next();
    if (QFileInfo(link).canonicalFilePath() == blob) links << link;
  }
  return links << blob;
}

// What deepwell-fetch noted of a file when it was downloaded; empty: it was not.
QString receiptOf(const QString& file) {
  const auto part = [](std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); };
  const QFileInfo info(file);
  const QString receipt = info.path() + u'/' + part(fetch::kReceiptFolder) + u'/' + info.fileName() + part(fetch::kReceiptEnding);
  return QFileInfo::exists(receipt) ? receipt : QString();
}

// Licenses that came with a model in a folder of its own.
QStringList licensesOf(const FoundModel& model) {
  QStringList ours;
  if (!QFileInfo(model.path).isDir()) return ours;
  for (const QString& name : QDir(model.path).entryList({QStringLiteral("LICENSE*")}, QDir::Files))
    if (const QString file = model.path + u'/' + name; !receiptOf(file).isEmpty()) ours << file;
  return ours;
}

void removeEmptyFolders(const QString& file, const QString& stop_at) {
  QString folder = QFileInfo(file).path();
  while (folder.startsWith(stop_at + u'/') && QDir().rmdir(folder)) folder = QFileInfo(folder).path();
}

// Qt 6.4 takes the working directory for the trash where none can be made: what it moved there is brought back. Empty: it is in
// the trash, else why not, for a person.
QString moveToTrash(const QString& file) {
  QString moved;
  const QDir here = QDir::current();
  if (QFile::moveToTrash(file, &moved)) {
    if (QFileInfo(moved).absolutePath() != here.filePath(QStringLiteral("files"))) return {};
    if (const QString problem = bringBack(moved, file, here); !problem.isEmpty()) return problem;
  }
  return QCoreApplication::translate("Library", "%1 could not be moved to the trash: its disk may have none. To delete it for good, choose that when you are asked.").arg(file);
}

}  // namespace

QString bringBack(const QString& moved, const QString& file, const QDir& here) {
  if (!QFile::rename(moved, file))
    return QCoreApplication::translate("Library", "%1 could not be moved to the trash, nor put back: it lies at %2 now. Move it back from there.").arg(file, moved);
  QFile::remove(here.filePath(QStringLiteral("info/%1.trashinfo").arg(QFileInfo(moved).fileName())));
  for (const QString& folder : {QStringLiteral("files"), QStringLiteral("info")}) here.rmdir(folder);  // where they are empty
  return {};
}

Removal removalOf(const FoundModel& model, const QList<ModelEntry>& others) {
  QSet<QString> kept;
  for (const ModelEntry& other : others)
    if (other.found.path != model.path)
      for (const QString& file : other.found.files + other.found.companions) kept.insert(QFileInfo(file).canonicalFilePath());
  Removal removal;
  removal.stop_at = model.root;
  const auto take = [&](const QString& file) {
    const QFileInfo info(file);
    const QString target = info.canonicalFilePath();
    const bool shared = kept.contains(target);
    if (shared && !info.isSymLink()) return;
    const bool with_blob = !shared && isHubLink(info);
    if (with_blob) removal.files << linksTo(target);
    else removal.files << file;
    if (with_blob || !info.isSymLink()) removal.bytes += info.size();
    if (const QString receipt = receiptOf(file); !receipt.isEmpty()) removal.files << receipt;
  };
  for (const QString& file : model.files) take(file);
  removal.links = removal.bytes == 0 && !removal.files.isEmpty();
  for (const QString& file : model.companions + licensesOf(model)) take(file);
  removal.files.removeDuplicates();
  return removal;
}

QString removeFiles(const Removal& removal, bool for_good) {
  for (const QString& file : removal.files) {
    const QFileInfo info(file);
    if (!info.exists() && !info.isSymLink()) continue;
    if (!for_good) {
      if (const QString problem = moveToTrash(file); !problem.isEmpty()) return problem;
      continue;
    }
    QFile doomed(file);
    if (!doomed.remove())
      return QCoreApplication::translate("Library", "%1 could not be deleted: %2. What was deleted before it is gone.").arg(file, doomed.errorString());
  }
  for (const QString& file : removal.files) removeEmptyFolders(file, removal.stop_at);
  return {};
}

}  // namespace deepwell
