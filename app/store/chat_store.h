// The chat history: one SQLite file. No Qt, so that it can be tested and used by itself.
//
// Durability: a write-ahead log, flushed at the end of every call that changes something (synchronous=FULL): what a
// call has returned from survives kill -9, a crash of the system and a power cut, as far as the disk honours fsync. The
// same for a streamed message that was finished; its pieces before that survive a kill (synchronous=NORMAL), see
// stream_writer.h.
//
// One writer: an open store holds an exclusive lock on "<path>.lock" (the kernel drops it when the process dies). A
// second open for writing, from any process, fails with a message that names the holder; Access::kReadOnly needs no
// lock and reads alongside. So rows in state `streaming` that open() finds can only be a dead process's, and it marks
// them `interrupted`.
//
// Branches: every message knows its parent, a chat knows the leaf of the branch that is shown. Regenerating or editing
// adds a sibling; nothing is overwritten. To regenerate an answer: beginAssistantMessage(chat, answer.parent, ...).
// To edit a question: appendMessage(chat, question.parent, ...), an answer: editAnswer(id, ...). To Continue an interrupted one: resumeMessage(id).
//
// Damage: open() refuses a damaged file and leaves it as it is; openOrSalvage() keeps it aside and saves its readable
// rows. Files over 64 MB are not read whole at every start: a call that meets damage gives kCorruptFile, and the next
// start checks all. Damage to the search index alone costs no row: it is made anew.
//
// Threads: every function may be called from any. What changes something takes turns, in the order of coming, also with
// the stream writer and with an import; it waits for one flush of the disk: milliseconds, on a busy disk tens of them.
// What reads waits for nobody: every thread that reads has a connection of its own meanwhile. Lists and search are
// bounded at any size of the history: fit for the window's thread, while a worker's search can be given up.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/chat_types.h"
#include "engine/base/result.h"

namespace deepwell {

class StreamWriter;

inline constexpr const char* kChatDatabaseName = "chats.sqlite";  // in the data folder

// Where a new message goes: after the branch that is shown, or as a first message or sibling under a given parent.
struct AfterLeaf {};
class Place {
 public:
  Place(AfterLeaf) : after_leaf_(true) {}                      // NOLINT(google-explicit-constructor)
  Place(std::nullopt_t) {}                                     // NOLINT(google-explicit-constructor)
  Place(std::optional<MessageId> parent) : parent_(parent) {}  // NOLINT(google-explicit-constructor)
  Place(MessageId parent) : parent_(parent) {}                 // NOLINT(google-explicit-constructor)
  bool afterLeaf() const { return after_leaf_; }
  std::optional<MessageId> parent() const { return parent_; }

 private:
  bool after_leaf_ = false;
  std::optional<MessageId> parent_;  // empty: a first message
};

class ChatStore {
 public:
  enum class Access { kReadWrite, kReadOnly };

  // Opens or creates the file and its folders (readable by the user only), migrates an older schema after a copy to
  // "<path>.v<N>.bak", marks dead streams. Errors leave the file as it is: kCorruptFile (damaged, or not ours),
  // kUnsupported (written by a newer Deepwell), kIo (in use by another Deepwell, disk, rights).
  static Result<std::unique_ptr<ChatStore>> open(const std::filesystem::path& path, Access access = Access::kReadWrite);

  // The same for a file that may be damaged: kept aside as "<path>.damaged-<time>", what can be read of it goes into a
  // new file, and `report` tells of it.
  struct Salvage {
    bool happened = false;
    std::filesystem::path kept_as;  // the damaged file
    int64_t chats = 0;              // saved
    int64_t messages = 0;           // saved
    std::string reason;             // one line: what was wrong with the file
  };
  static Result<std::unique_ptr<ChatStore>> openOrSalvage(const std::filesystem::path& path, Salvage* report);

  ~ChatStore();
  ChatStore(const ChatStore&) = delete;
  ChatStore& operator=(const ChatStore&) = delete;

  const std::filesystem::path& path() const;

  // --- chats ---
  // One page of the list, for lists of any length; 100,000 chats take no longer than 100. The bin comes newest first,
  // whatever was pinned.
  Result<std::vector<Chat>> listChats(const ChatListQuery& query);
  Result<int64_t> countChats(const ChatListQuery& query);
  Result<Chat> chat(ChatId id);  // deleted ones too
  Result<ChatId> createChat(std::string_view title, std::string_view model_path = {}, std::string_view model_name = {});
  Status renameChat(ChatId id, std::string_view title);
  Status setChatModel(ChatId id, std::string_view path, std::string_view name);  // the one that writes in it now
  Status archiveChat(ChatId id, bool archived) { return archiveChats({&id, 1}, archived); }
  Status deleteChat(ChatId id) { return deleteChats({&id, 1}); }      // into the bin
  Status undeleteChat(ChatId id) { return undeleteChats({&id, 1}); }  // exactly as it was
  // Several at once: all of them, or none.
  Status archiveChats(std::span<const ChatId> ids, bool archived);
  Status deleteChats(std::span<const ChatId> ids);
  Status undeleteChats(std::span<const ChatId> ids);
  Status pinChats(std::span<const ChatId> ids, bool pinned);
  Status moveChats(std::span<const ChatId> ids, std::optional<FolderId> folder);
  // Takes chats and messages that were deleted before `before` out of the bin: from now on they are not there any more,
  // and eraseLeftovers() erases them. Returns how many chats.
  Result<int> purgeDeleted(UnixMs before);
  Status purgeChat(ChatId id) { return purgeChats({&id, 1}); }  // the same for one chat of the bin
  Status purgeChats(std::span<const ChatId> ids);               // all of them, or none
  // Erases for good what was purged: rows, files of questions, words of the search index, in the file and in its log.
  // For a worker: goes in steps of some milliseconds between which others write, and waits until nobody reads what is
  // to go. kCancelled after `stop`: the next call goes on, also after a restart.
  Status eraseLeftovers(std::stop_token stop = {});
  // Erases every chat, folder and draft for good, the bin and older copies of the file too ("<path>.v<N>.bak",
  // "<path>.damaged-..."); settings stay. No message may be streaming. What another reader keeps in the log meanwhile
  // goes with eraseLeftovers(). Returns how many chats there were.
  Result<int> eraseAllChats();

  // As renameChat, unless the title comes from a better source already. True: it was taken.
  Result<bool> suggestTitle(ChatId id, std::string_view title, TitleSource source);
  Status pinChat(ChatId id, bool pinned) { return pinChats({&id, 1}, pinned); }
  Status moveChat(ChatId id, std::optional<FolderId> folder) { return moveChats({&id, 1}, folder); }
  Status setChatSettings(ChatId id, std::string_view json);
  // A new chat with copies of the messages of the branch that ends with `last`, under the same title.
  Result<ChatId> forkChat(MessageId last);

  // --- folders ---
  Result<std::vector<ChatFolder>> folders();  // by name
  Result<FolderId> createFolder(std::string_view name);
  Status renameFolder(FolderId id, std::string_view name);
  Status deleteFolder(FolderId id);  // its chats stay, outside of any

  // --- drafts: what stands in a chat's composer. Chat 0: the new chat. ---
  Result<std::string> draft(ChatId chat);  // empty: none
  Status setDraft(ChatId chat, std::string_view text);
  Result<std::vector<DraftFile>> draftFiles(ChatId chat);  // in their order
  Status setDraftFiles(ChatId chat, std::span<const DraftFile> files);

  // --- messages ---
  Result<std::vector<ChatMessage>> messages(ChatId chat);  // the branch that is shown, first to last
  Result<ChatMessage> message(MessageId id);
  Result<ChatBeginning> beginning(ChatId chat, int chars);  // at most so many characters of each, whatever the chat's size
  Result<MessageId> appendMessage(ChatId chat, Place place, ChatRole role, std::string_view text);
  Result<MessageId> appendMessage(ChatId chat, Place place, ChatRole role, std::string_view text,
                                  std::span<const Attachment> attachments);
  // An empty assistant message in state kStreaming; becomes the chat's leaf.
  Result<MessageId> beginAssistantMessage(ChatId chat, Place place, std::string_view model,
                                          std::string_view sampling_json = {});
  // A variant of an answer with a person's text, beside it: finished, with the answer's thinking and a receipt that says
  // so (wasEdited), without what was counted of the text. Becomes the chat's leaf.
  Result<MessageId> editAnswer(MessageId id, std::string_view text);
  // For Continue: an interrupted, cancelled, failed, length-limited or edited message streams again; its text stays.
  Status resumeMessage(MessageId id);

  // --- branches ---
  Result<std::vector<MessageId>> siblings(MessageId id);  // alternatives with the same parent, itself too, oldest first
  Status showBranch(MessageId id);                        // shows the branch through `id`, to its newest end
  Result<bool> followed(MessageId id);                    // something comes after it, if only in the bin
  Status deleteMessagesFrom(MessageId id);                // erases it and everything after it for good
  // Into the bin with it and everything after it; another branch, or the message before, is shown then. Undone by
  // undeleteMessages(id), which shows it again, until purgeDeleted().
  Status deleteMessages(MessageId id);
  Status undeleteMessages(MessageId id);

  // --- search ---
  // Chats and messages that have all words of `query` (prefixes count: "straw" finds "strawberry"; case and accents
  // do not; of Chinese and the like any run of characters), not those in the bin. Any text is a valid query; no
  // operators. First some titles, then messages with the whole words, then with longer ones; those with all of them in
  // the text before those in the thoughts, newest first. Of very many matches the newest are looked at. Signs alone
  // ("->") are looked for in the newest 10,000 messages. On a connection of its own, for any thread; kCancelled: after
  // `stop`.
  Result<std::vector<SearchHit>> search(std::string_view query, int limit = 50, std::stop_token stop = {});

  // --- settings ---
  Result<std::optional<std::string>> setting(std::string_view key);
  Status setSetting(std::string_view key, std::string_view value);

 private:
  friend class StreamWriter;
  friend struct StoreAccess;
  struct Impl;
  explicit ChatStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Milliseconds since 1970, UTC.
UnixMs unixNow();

}  // namespace deepwell
