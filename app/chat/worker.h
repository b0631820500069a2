// A thread for work that the window must not wait for: jobs run one after the other, their results come back to the
// window's thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace deepwell {

class Worker {
 public:
  using Job = std::function<void(std::stop_token)>;

  Worker() = default;
  ~Worker();  // asks the running job to stop and waits for it; those that wait are dropped
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void run(Job job);
  // As run(), instead of everything that waits; the running job goes on to its end.
  void runOnly(Job job);

  // From a job: calls `body` on the thread of `receiver`, if that still lives.
  template <class Receiver, class Body>
  static void post(Receiver* receiver, Body body) {
    QMetaObject::invokeMethod(receiver, std::move(body), Qt::QueuedConnection);
  }

 private:
  void loop(std::stop_token stop);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<Job> jobs_;
  std::jthread thread_;  // started by the first job
};

}  // namespace deepwell
