// What the privacy page shows: whether the kernel keeps the window off the network, asked anew each time; where data lies; and
// every connection that the download helper made.
#pragma once

#include <QDateTime>
#include <QObject>
#include <QQmlEngine>
#include <QVariantList>
#include <QtQmlIntegration>
#include <functional>

#include "app/desktop/places.h"
#include "app/privacy/page/connection_list.h"
#include "app/sandbox/probe.h"

namespace deepwell {

class Privacy : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(bool inForce READ inForce NOTIFY tested)
  Q_PROPERTY(bool switchedOff READ switchedOff CONSTANT)
  Q_PROPERTY(QString problem READ problem CONSTANT)     // why there is no filter, as far as it is known
  Q_PROPERTY(QVariantList facts READ facts NOTIFY tested)  // what the kernel answered: {question, answer, good}
  Q_PROPERTY(QString testedAt READ testedAt NOTIFY tested)
  Q_PROPERTY(QString warning READ warning NOTIFY warningChanged)  // for the top of the window; empty: nothing to warn of
  Q_PROPERTY(QVariantList places READ places NOTIFY measured)  // {name, path, size}
  Q_PROPERTY(bool erasing READ erasing NOTIFY erasingChanged)
  Q_PROPERTY(deepwell::ConnectionList* connections READ connections CONSTANT)

 public:
  struct Setup {
    Places places;
    bool expected = false;      // the filter was asked for: say so at the top of the window if it is not in force
    bool switched_off = false;  // by --no-sandbox
    QString problem;
    std::function<sandbox::Probe()> probe = &sandbox::probe;
    std::function<QString()> models_folder;  // the person may have moved it; empty: that of `places`
    std::function<void(std::function<void(bool)> done)> erase_history;  // `done(false)`: not everything could be erased
  };

  explicit Privacy(Setup setup, QObject* parent = nullptr);
  ~Privacy() override;
  static Privacy* create(QQmlEngine* qml, QJSEngine* js);  // the last one made; outlives the QML engine

  bool inForce() const { return found_.inForce(); }
  bool switchedOff() const { return setup_.switched_off; }
  QString problem() const { return setup_.problem; }
  QVariantList facts() const;
  QString testedAt() const;
  QString warning() const { return warning_; }
  QVariantList places() const { return places_; }
  bool erasing() const { return erasing_; }
  ConnectionList* connections() { return &connections_; }

  Q_INVOKABLE void test();
  Q_INVOKABLE void measure();  // sizes on the disk, on another thread; measured() follows
  Q_INVOKABLE void eraseHistory();  // on another thread; erased() follows
  Q_INVOKABLE void dismissWarning();

 signals:
  void tested();
  void measured();
  void erasingChanged();
  void erased(bool all);
  void warningChanged();

 private:
  QString warningWords() const;

  Setup setup_;
  sandbox::Probe found_;
  QDateTime tested_at_;
  QString warning_;
  QVariantList places_;
  bool erasing_ = false;
  ConnectionList connections_;
};

}  // namespace deepwell
