#include "app/privacy/page/privacy.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QThreadPool>
#include <cstring>

#include "app/words/amounts.h"

namespace deepwell {
namespace {

Privacy* g_privacy = nullptr;
constexpr int kMaxFiles = 100000;  // of a folder, whose size is then "more than"

QString answerWords(int error) {
  if (error == 0) return Privacy::tr("given: programs like this one can connect");
  const char* name = strerrorname_np(error);
  return Privacy::tr("refused: %1 (%2)").arg(QString::fromLocal8Bit(std::strerror(error)), QLatin1String(name == nullptr ? "?" : name));
}

QVariantMap fact(const QString& question, const QString& answer, bool good) {
  return {{QStringLiteral("question"), question}, {QStringLiteral("answer"), answer}, {QStringLiteral("good"), good}};
}

struct Measured {
  QString name;
  QString path;
  QStringList files;  // names in `path` that count; empty: all below it
};

qint64 sizeOf(const Measured& place) {
  qint64 bytes = 0;
  if (!place.files.isEmpty()) {
    for (const QFileInfo& file : QDir(place.path).entryInfoList(place.files, QDir::Files | QDir::Hidden)) bytes += file.size();
    return bytes;
  }
  QDirIterator files(place.path, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
  for (int count = 0; files.hasNext() && count < kMaxFiles; ++count) {
    files.next();
    bytes += files.fileInfo().size();
  }
  return bytes;
}

}  // namespace

Privacy::Privacy(Setup setup, QObject* parent) : QObject(parent), setup_(std::move(setup)), connections_(setup_.places.connectionsFile()) {
  g_privacy = this;
  test();
  if (setup_.expected && !inForce()) warning_ = warningWords();
}

Privacy::~Privacy() {
  if (g_privacy == this) g_privacy = nullptr;
}

Privacy* Privacy::create(QQmlEngine*, QJSEngine*) {
  Q_ASSERT_X(g_privacy, "Privacy", "made before the QML engine");
  QJSEngine::setObjectOwnership(g_privacy, QJSEngine::CppOwnership);
  return g_privacy;
}

void Privacy::test() {
  found_ = setup_.probe();
  tested_at_ = QDateTime::currentDateTime();
  emit tested();
}

QVariantList Privacy::facts() const {
  const bool all = found_.threads > 0 && found_.threads_filtered == found_.threads;
  return {
      fact(tr("An IPv4 socket"), answerWords(found_.inet_error), found_.inet_error == EACCES),
      fact(tr("An IPv6 socket"), answerWords(found_.inet6_error), found_.inet6_error == EACCES),
      fact(tr("Threads under the kernel's filter"), tr("%1 of %2").arg(found_.threads_filtered).arg(found_.threads), all),
      fact(tr("Getting rights back (NoNewPrivs)"), found_.no_new_privileges ? tr("ruled out, for programs it starts too") : tr("possible"),
           found_.no_new_privileges),
  };
}

QString Privacy::testedAt() const { return QLocale().toString(tested_at_.time(), QStringLiteral("HH:mm:ss")); }

QString Privacy::warningWords() const {
  if (setup_.switched_off) return tr("Deepwell runs without its sandbox (--no-sandbox): nothing but its own code keeps this window off the network.");
  return tr("The kernel does not keep this window off the network: %1. See Settings, Privacy.")
      .arg(setup_.problem.isEmpty() ? tr("its filter is not in force") : setup_.problem);
}

void Privacy::dismissWarning() {
  warning_.clear();
  emit warningChanged();
}

void Privacy::measure() {
  const Places& places = setup_.places;
  const QString models = setup_.models_folder ? setup_.models_folder() : places.models;
  const QList<Measured> wanted = {
      {tr("Chats"), places.data, {QStringLiteral("chats.sqlite*")}},
      {tr("Downloaded models"), models, {}},
      {tr("Settings"), places.config, {QStringLiteral("settings.ini")}},
      {tr("Logs"), places.logs, {}},
  };
  QThreadPool::globalInstance()->start([guard = QPointer<Privacy>(this), wanted] {
    QVariantList list;
    for (const Measured& place : wanted)
      list << QVariantMap{{QStringLiteral("name"), place.name},
                          {QStringLiteral("path"), place.path},
                          {QStringLiteral("size"), sizeText(sizeOf(place))}};
    QMetaObject::invokeMethod(qApp, [guard, list] {
      if (!guard) return;
      guard->places_ = list;
      emit guard->measured();
    }, Qt::QueuedConnection);
  });
}

void Privacy::eraseHistory() {
  if (erasing_ || !setup_.erase_history) return;
  erasing_ = true;
  emit erasingChanged();
  setup_.erase_history([guard = QPointer<Privacy>(this)](bool all) {
    if (!guard) return;
    guard->erasing_ = false;
    emit guard->erasingChanged();
    emit guard->erased(all);
    guard->measure();
  });
}

}  // namespace deepwell
