// Speaks with deepwell-fetch over its pipes, on the window's thread without ever waiting for it. The helper is started when
// something is sent and ends when nothing is left to do.
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/fetch/helper.h"
#include "app/fetch/protocol.h"

namespace deepwell {

inline constexpr uint64_t kMaxHubAnswer = 6U << 20;  // bytes of what is asked of a hub; the helper's lines hold 8 MiB

// Of HTTP: for want of a token, or of one that is good for what was asked for.
inline bool isRefusal(int status) { return status == 401 || status == 403; }

class HelperClient : public QObject {
  Q_OBJECT

 public:
  // `launch` empty: there are no downloads.
  explicit HelperClient(fetch::HelperLauncher launch, QObject* parent = nullptr);
  ~HelperClient() override;  // the helper ends

  bool running() const { return pipes_.to_helper >= 0; }
  // Asked before anything is sent that makes the helper connect: empty, or why it must not.
  void setGate(std::function<QString()> gate) { gate_ = std::move(gate); }
  // Of a new helper the first thing that is sent.
  void configure(const fetch::Configure& configure);
  // Empty: it is on its way; else why it is not, one line for a person.
  QString send(const fetch::Command& command);
  uint64_t newId() { return ++last_id_; }
  void end();  // closes the helper's input: it ends by itself
  // The same for good: nothing is started any more. Waits for what helpers that end say of their connections, at most so long.
  void finish(std::chrono::milliseconds most);

 signals:
  void downloaded(const deepwell::fetch::DownloadStatus& status);
  void answered(const deepwell::fetch::Response& response);
  void connected(const deepwell::fetch::Connection& connection);
  void refused(const deepwell::fetch::Refused& refused);
  void lost();  // it ended without being told to

 private:
  QString start();
  void write(const std::string& line);
  void flush();
  void read();
  void takeLine(std::string_view line);
  void close();
  void closeInput();
  struct Leaving;
  void leave();
  bool readLeaving(Leaving& helper);

  fetch::HelperLauncher launch_;
  std::function<QString()> gate_;
  fetch::Configure configure_;
  fetch::HelperPipes pipes_;
  bool ending_ = false;
  std::unique_ptr<QSocketNotifier> readable_;
  std::unique_ptr<QSocketNotifier> writable_;
  std::string out_;  // not written yet
  std::string in_;   // a line that is not complete
  uint64_t last_id_ = 0;
  std::vector<std::unique_ptr<Leaving>> leaving_;
};

}  // namespace deepwell
