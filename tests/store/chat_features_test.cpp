// Folders, pins, pages of the list, titles, drafts, attachments, forks, and the bin for messages.
#include <set>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

class FeatureTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
    chat_ = must(store_->createChat("chat"));
  }
  MessageId say(Place place, ChatRole role, const char* text) {
    return must(store_->appendMessage(chat_, place, role, text));
  }
  std::string shown() {
    std::string all;
    for (const ChatMessage& message : must(store_->messages(chat_))) all += message.text + "|";
    return all;
  }
  ChatId chat_ = 0;
};

TEST_F(FeatureTest, Folders) {
  const FolderId work = must(store_->createFolder("work"));
  const FolderId art = must(store_->createFolder("Art"));
  must(store_->moveChat(chat_, work));
  const auto folders = must(store_->folders());
  ASSERT_EQ(folders.size(), 2U);
  EXPECT_EQ(folders[0].name, "Art") << "by name, whatever the case";
  must(store_->renameFolder(art, "zoo"));
  EXPECT_EQ(must(store_->folders()).at(1).name, "zoo");
  ChatListQuery query;
  query.folder = work;
  EXPECT_EQ(must(store_->listChats(query)).size(), 1U);
  query.folder = art;
  EXPECT_TRUE(must(store_->listChats(query)).empty());
  EXPECT_EQ(must(store_->countChats({})), 1);
  EXPECT_EQ(store_->moveChat(chat_, 99).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->renameFolder(99, "x").error().code, ErrorCode::kNotFound);
  must(store_->deleteFolder(work));
  EXPECT_FALSE(must(open().chat(chat_)).folder) << "the chat stays, outside of any";
  EXPECT_EQ(must(store_->countChats({})), 1);
  must(store_->moveChat(chat_, art));
  must(store_->moveChat(chat_, std::nullopt));
  EXPECT_FALSE(must(store_->chat(chat_)).folder);
}

// Every page follows on the one before, pinned ones first, whatever the filter.
TEST_F(FeatureTest, PagesOfTheList) {
  const FolderId folder = must(store_->createFolder("f"));
  for (int i = 0; i < 40; ++i) {
    const ChatId chat = must(store_->createChat(std::to_string(i)));
    if (i % 5 == 0) must(store_->pinChat(chat, true));
    if (i % 3 == 0) must(store_->moveChat(chat, folder));
    if (i % 7 == 0) must(store_->archiveChat(chat, true));
    if (i % 11 == 0) must(store_->deleteChat(chat));
  }
  for (const auto which :
       {ChatListQuery::Which::kActive, ChatListQuery::Which::kArchived, ChatListQuery::Which::kDeleted})
    for (const bool in_folder : {false, true}) {
      if (in_folder && which == ChatListQuery::Which::kDeleted) continue;
      ChatListQuery query;
      query.which = which;
      if (in_folder) query.folder = folder;
      const auto all = must(store_->listChats(query));
      ASSERT_EQ(static_cast<size_t>(must(store_->countChats(query))), all.size());
      ASSERT_FALSE(all.empty());
      bool pinned = which != ChatListQuery::Which::kDeleted;
      for (size_t i = 0; i < all.size(); ++i) {
        const bool bin = which == ChatListQuery::Which::kDeleted;
        EXPECT_TRUE(bin || pinned || !all[i].pinned) << "pinned ones stand first";
        pinned = pinned && all[i].pinned;
        const bool same_kind = i > 0 && (bin || all[i].pinned.has_value() == all[i - 1].pinned.has_value());
        EXPECT_TRUE(!same_kind || all[i].updated <= all[i - 1].updated);
      }
      query.limit = 3;
      std::vector<Chat> paged;
      for (;;) {
        query.after = paged.empty() ? nullptr : &paged.back();
        const auto page = must(store_->listChats(query));
        EXPECT_LE(page.size(), 3U);
        if (page.empty()) break;
        paged.insert(paged.end(), page.begin(), page.end());
        ASSERT_LE(paged.size(), all.size());
      }
      ASSERT_EQ(paged.size(), all.size());
      for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(paged[i].id, all[i].id);
    }
  must(store_->pinChat(1, true));
  const auto since = must(store_->chat(1)).pinned;
  must(store_->pinChat(1, true));
  EXPECT_EQ(must(store_->chat(1)).pinned, since);
  must(store_->pinChat(1, false));
  EXPECT_FALSE(must(store_->chat(1)).pinned);
}

TEST_F(FeatureTest, ABetterTitleIsKept) {
  EXPECT_EQ(must(store_->chat(chat_)).title_source, TitleSource::kFirstLine);
  EXPECT_TRUE(must(store_->suggestTitle(chat_, "by the model", TitleSource::kModel)));
  EXPECT_FALSE(must(store_->suggestTitle(chat_, "first line", TitleSource::kFirstLine)));
  must(store_->renameChat(chat_, "by a person"));
  EXPECT_FALSE(must(store_->suggestTitle(chat_, "by the model", TitleSource::kModel)));
  EXPECT_EQ(must(store_->chat(chat_)).title, "by a person");
  EXPECT_EQ(must(store_->search("person")).size(), 1U);
  EXPECT_TRUE(must(store_->search("model")).empty()) << "the old title is not found any more";
  EXPECT_EQ(store_->suggestTitle(99, "x", TitleSource::kModel).error().code, ErrorCode::kNotFound);
}

TEST_F(FeatureTest, DraftsAndChatSettings) {
  EXPECT_EQ(must(store_->draft(0)), "");
  must(store_->setDraft(0, "new chat's"));
  must(store_->setDraft(chat_, "half a thou"));
  must(store_->setDraft(chat_, "half a thought"));
  must(store_->setChatSettings(chat_, R"({"a":1})"));
  const std::vector<DraftFile> files = {{{"b.pdf", "pdf", "its text", 7}, "first 2 pages", ""},
                                        {{"a.md", "markdown", "", 0}, "", "/home/a.md"}};
  must(store_->setDraftFiles(0, files));
  must(store_->setDraftFiles(chat_, files));
  open();
  for (const ChatId chat : {ChatId{0}, chat_}) {
    const auto kept = must(store_->draftFiles(chat));
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].attachment.name, "b.pdf") << "in their order";
    EXPECT_EQ(kept[0].attachment.kind, "pdf");
    EXPECT_EQ(kept[0].attachment.text, "its text");
    EXPECT_EQ(kept[0].attachment.tokens, 7);
    EXPECT_EQ(kept[0].note, "first 2 pages");
    EXPECT_EQ(kept[1].path, "/home/a.md");
  }
  must(store_->setDraftFiles(0, {}));
  EXPECT_TRUE(must(store_->draftFiles(0)).empty());
  EXPECT_EQ(store_->setDraftFiles(99, files).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(must(store_->draft(0)), "new chat's");
  EXPECT_EQ(must(store_->draft(chat_)), "half a thought");
  EXPECT_EQ(must(store_->chat(chat_)).settings_json, R"({"a":1})");
  must(store_->setDraft(0, ""));
  EXPECT_EQ(must(store_->draft(0)), "");
  EXPECT_EQ(store_->setDraft(99, "x").error().code, ErrorCode::kNotFound);
  must(store_->deleteChat(chat_));
  EXPECT_EQ(must(store_->draft(chat_)), "half a thought") << "comes back with the chat";
  must(store_->purgeDeleted(unixNow() + 1));
  must(store_->eraseLeftovers());
  EXPECT_TRUE(must(store_->draftFiles(chat_)).empty());
  EXPECT_EQ(must(store_->draft(chat_)), "");
}

TEST_F(FeatureTest, Attachments) {
  const std::vector<Attachment> files = {{"a.txt", "text", std::string("one\0two", 7), 3}, {"b.pdf", "pdf", "", 0}};
  const MessageId id = must(store_->appendMessage(chat_, AfterLeaf(), ChatRole::kUser, "see", files));
  for (const ChatMessage& message : {must(open().message(id)), must(store_->messages(chat_)).at(0)}) {
    ASSERT_EQ(message.attachments.size(), 2U);
    EXPECT_EQ(message.attachments[0].name, "a.txt");
    EXPECT_EQ(message.attachments[0].text, std::string("one\0two", 7));
    EXPECT_EQ(message.attachments[0].tokens, 3);
    EXPECT_EQ(message.attachments[1].kind, "pdf");
  }
}

TEST_F(FeatureTest, ForkIsItsOwnChat) {
  const std::vector<Attachment> files = {{"a.txt", "text", "x", 1}};
  const MessageId question = must(store_->appendMessage(chat_, AfterLeaf(), ChatRole::kUser, "alpha", files));
  const MessageId other = say(question, ChatRole::kAssistant, "other");
  const MessageId streaming = must(store_->beginAssistantMessage(chat_, question, "m", R"({"k":1})"));
  append(*store_, streaming, {"thinks", "omega", 3, 1, 0.5});
  const ChatId fork = must(store_->forkChat(streaming));
  append(*store_, streaming, {"", " goes on", 0, 2, 0});
  must(finish(*store_, streaming, {}));
  must(store_->deleteMessages(question));
  const auto messages = must(store_->messages(fork));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].text, "alpha");
  EXPECT_EQ(messages[0].attachments.size(), 1U);
  EXPECT_EQ(messages[1].text, "omega");
  EXPECT_EQ(messages[1].reasoning, "thinks");
  EXPECT_EQ(messages[1].state, MessageState::kInterrupted) << "it stops where it was copied";
  EXPECT_EQ(messages[1].sibling_count, 1);
  EXPECT_EQ(messages[1].generation.sampling_json, R"({"k":1})");
  EXPECT_EQ(must(store_->chat(fork)).title, "chat");
  must(store_->resumeMessage(messages[1].id));
  EXPECT_EQ(must(store_->search("alpha")).size(), 1U);
  EXPECT_EQ(store_->forkChat(other).error().code, ErrorCode::kNotFound) << "it is in the bin";
  EXPECT_EQ(store_->forkChat(99).error().code, ErrorCode::kNotFound);
}

TEST_F(FeatureTest, MessagesGoToTheBinAndComeBack) {
  const MessageId question = say(AfterLeaf(), ChatRole::kUser, "q");
  const MessageId first = say(AfterLeaf(), ChatRole::kAssistant, "first");
  const MessageId thanks = say(AfterLeaf(), ChatRole::kUser, "thanks");
  const MessageId second = say(question, ChatRole::kAssistant, "second");
  must(store_->deleteMessages(second));
  EXPECT_EQ(shown(), "q|first|thanks|") << "the other branch is shown";
  EXPECT_EQ(must(store_->message(first)).sibling_count, 1);
  EXPECT_EQ(must(store_->siblings(first)).size(), 1U);
  EXPECT_TRUE(must(store_->search("second")).empty());
  must(store_->deleteMessages(thanks));
  must(store_->deleteMessages(first));
  EXPECT_EQ(shown(), "q|") << "the message before is shown";
  EXPECT_FALSE(store_->showBranch(first));
  EXPECT_FALSE(store_->appendMessage(chat_, first, ChatRole::kUser, "x"));
  EXPECT_FALSE(store_->deleteMessages(first)) << "is there already";
  EXPECT_FALSE(store_->undeleteMessages(thanks)) << "the one before it is in the bin";
  must(store_->undeleteMessages(first));
  EXPECT_EQ(shown(), "q|first|") << "what went before stays in the bin";
  must(store_->undeleteMessages(thanks));
  EXPECT_EQ(shown(), "q|first|thanks|");
  must(store_->deleteMessages(question));
  EXPECT_EQ(shown(), "");
  EXPECT_TRUE(must(store_->search("thanks")).empty());
  must(store_->undeleteMessages(question));
  EXPECT_EQ(shown(), "q|first|thanks|");
  EXPECT_FALSE(store_->undeleteMessages(question)) << "is not in the bin";
  must(store_->deleteMessages(first));
  open();
  must(store_->purgeDeleted(unixNow() + 10));
  EXPECT_EQ(store_->message(thanks).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->message(second).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(shown(), "q|");
}

// An answer that is deleted while it streams comes back whole.
TEST_F(FeatureTest, DeletedWhileItStreams) {
  say(AfterLeaf(), ChatRole::kUser, "q");
  const MessageId id = must(store_->beginAssistantMessage(chat_, AfterLeaf(), "m"));
  append(*store_, id, {"", "one ", 0, 1, 0});
  must(store_->deleteMessages(id));
  append(*store_, id, {"", "two", 0, 1, 0});
  must(finish(*store_, id, {}));
  EXPECT_EQ(shown(), "q|");
  EXPECT_TRUE(must(store_->search("two")).empty());
  must(store_->undeleteMessages(id));
  EXPECT_EQ(shown(), "q|one two|");
  EXPECT_EQ(must(store_->search("two")).size(), 1U);
}

}  // namespace
}  // namespace deepwell
