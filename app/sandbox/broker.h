// A small process, forked before there is a second thread, a window or a filter, that stays outside the filter. It starts the
// download helper and opens links in the browser, both of which need the network, shows folders in the file manager, whose
// programs may need it too, and does nothing else. It has seen no chat, holds no descriptor but its socket and standard error,
// and ends with the window.
#pragma once

#include <sys/types.h>

#include <memory>
#include <mutex>

#include "app/sandbox/message.h"
#include "app/sandbox/spawn.h"

namespace deepwell::sandbox {

class Broker {
 public:
  // Forks: call it while there is one thread. The programs are fixed from then on.
  static Result<std::unique_ptr<Broker>> start(const Programs& programs);
  ~Broker();  // the process ends, and with it a helper that it has started
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  // All wait for the broker's answer, milliseconds as a rule, 5 s at most; from any thread.
  Result<fetch::HelperPipes> startHelper();
  Status openLink(std::string_view link);      // checked here and by the broker, as is
  Status showFolder(std::string_view folder);  // an absolute path of a folder that is there

  pid_t process() const { return process_; }

 private:
  Broker(pid_t process, int socket) : process_(process), socket_(socket) {}
  Result<Message> ask(std::string_view request);

  pid_t process_;
  int socket_;
  std::mutex mutex_;  // one request at a time
};

// The broker's side: answers what comes until the other end closes.
[[noreturn]] void serveRequests(int socket, pid_t parent, const Programs& programs);

}  // namespace deepwell::sandbox
