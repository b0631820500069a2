// What the window hands to other programs: links to the browser, folders to the file manager. Nothing else leaves it.
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QtQmlIntegration>
#include <functional>

#include "engine/base/result.h"

namespace deepwell {

class Outside : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(bool trayAvailable READ trayAvailable NOTIFY trayChanged)  // the desktop shows icons of programs

 public:
  using LinkOpener = std::function<Status(std::string_view address)>;
  using FolderOpener = std::function<Status(std::string_view folder)>;

  // `open_link`: gets addresses that checkLink() lets through; empty: links are not opened. `show_folder`: gets absolute paths
  // where no file manager answers on the session's bus; empty: there is no other way.
  // No defaults: QML would make an Outside of its own.
  Outside(LinkOpener open_link, FolderOpener show_folder, QObject* parent = nullptr);
  ~Outside() override;
  static Outside* create(QQmlEngine* qml, QJSEngine* js);  // the last one made; outlives the QML engine

  // The address that would be opened, in ASCII: host names in other scripts as punycode, so that no letter passes for another.
  // Empty: a link of this kind is not opened.
  Q_INVOKABLE static QString linkAddress(const QString& link);
  // The only way from a link to the browser; the person has confirmed it.
  Q_INVOKABLE void openLink(const QString& link);

  bool trayAvailable() const { return tray_available_; }

  // In the file manager; a file is selected there. Does not wait for it.
  Q_INVOKABLE void showFolder(const QString& path);
  Q_INVOKABLE void showFile(const QString& path);

 signals:
  void failed(const QString& words);  // one line for a person
  void trayChanged();

 private:
  void watchTray();
  void setTrayAvailable(bool available);
  void show(const QString& method, const QString& path, const QString& folder);
  void showByOpener(const QString& folder);

  LinkOpener open_link_;
  FolderOpener show_folder_;
  bool tray_available_ = false;
};

}  // namespace deepwell
