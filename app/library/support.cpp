#include "app/library/support.h"

#include <QCoreApplication>

#include "app/bridge/engine_formats.h"

namespace deepwell {
namespace {

// So that lupdate finds the words.
struct SupportWords {
  Q_DECLARE_TR_FUNCTIONS(Library)
};

}  // namespace

QString architectureOf(const hub::RepositoryAbout& about, bool gguf) {
  if (!gguf) return safetensorsArchitecture(QString::fromStdString(about.model_type), QString::fromStdString(about.model_class));
  const QString name = QString::fromStdString(about.architecture);
  return runsGguf(name) ? name : QString();
}

QString unsupportedPart(const hub::RepositoryAbout& about, bool gguf) {
  const QString name = QString::fromStdString(gguf ? about.architecture : about.model_type);
  if (!name.isEmpty() && architectureOf(about, gguf).isEmpty()) return name;
  const QString quantisation = QString::fromStdString(about.quantisation);
  return gguf || readsSafetensors(quantisation) ? QString() : quantisation;
}

QString unsupportedWord(const QString& part) { return part.isEmpty() ? QString() : SupportWords::tr("Not supported: %1").arg(part); }

QString unsupportedWhy(const QString& part) {
  if (part.isEmpty()) return {};
  return SupportWords::tr("The hub describes this as %1, which Deepwell does not run: it would be refused after the download. Deepwell runs %2.")
      .arg(part, runnableArchitectures());
}

}  // namespace deepwell
