// Counts tokens with the loaded model's own tokenizer and template, on a thread of its own. What was counted is remembered
// by pieces of the prompt, so that a long chat is read once and then costs what was added to it.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/bridge/generation.h"

namespace deepwell {

class TextCodec;

// What a job counts with, on the counter's thread. -1 where it cannot be counted: no tokenizer, or the template refuses.
class PromptSizer {
 public:
  explicit PromptSizer(std::shared_ptr<const TextCodec> codec);
  ~PromptSizer();

  int prompt(const GenerationRequest& request);  // all that the model is given
  int text(const QString& text) const;           // by itself

 private:
  struct Cache;
  int piece(std::string_view text);
  bool isControl(std::string_view text);

  std::shared_ptr<const TextCodec> codec_;
  std::unique_ptr<Cache> cache_;
};

class TokenCounter : public QObject {
  Q_OBJECT

 public:
  using Then = std::function<void()>;
  using Work = std::function<Then(PromptSizer& sizer)>;

  explicit TokenCounter(QObject* parent = nullptr);
  ~TokenCounter() override;  // waits for the running job

  // False: no model, or one without a tokenizer.
  bool available() const { return codec_ != nullptr; }
  void setCodec(std::shared_ptr<const TextCodec> codec);

  // Runs `work` on the thread and what it returns on this one, if `owner` is still there and the model is still the same.
  // Replaces a job of the same owner and kind that has not begun; one that runs is no longer heard of.
  void post(QObject* owner, int kind, Work work);

  // At once, on this thread: for a few thousand characters. Empty: it cannot be counted.
  std::optional<int> countNow(const QString& text) const;

 private:
  struct Job {
    QPointer<QObject> owner;
    const QObject* key = nullptr;
    int kind = 0;
    uint64_t number = 0;
    Work work;
  };

  void run(std::stop_token stop);
  void deliver(const Job& job, const Then& then);

  std::shared_ptr<const TextCodec> codec_;
  std::map<std::pair<const QObject*, int>, uint64_t> wanted_;  // the newest job of each owner and kind
  uint64_t posted_ = 0;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::list<Job> waiting_;                       // guarded by mutex_
  std::shared_ptr<const TextCodec> next_codec_;  // guarded by mutex_
  uint64_t codec_number_ = 0;                    // guarded by mutex_
  std::jthread thread_;
};

}  // namespace deepwell
