// The files that go with the next question: chips over the composer. They are read on a thread.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QUrl>
#include <QtQmlIntegration>
#include <list>
#include <memory>
#include <thread>
#include <vector>

#include "app/chat/composer/attachment_reader.h"

namespace deepwell {

class TokenCounter;

class AttachmentList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(bool reading READ reading NOTIFY readingChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)

 public:
  enum Role { NameRole = Qt::UserRole + 1, KindRole, ReadingRole, DetailRole };
  static constexpr int kMost = 20;

  // `counter` must outlive it.
  explicit AttachmentList(TokenCounter& counter, QObject* parent = nullptr);
  ~AttachmentList() override;  // ends what is being read

  int count() const { return static_cast<int>(rows_.size()); }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool reading() const;
  QString problem() const { return problem_; }  // why the last file was refused; empty: nothing to say

  Q_INVOKABLE void add(const QList<QUrl>& files);
  Q_INVOKABLE bool addText(const QString& name, const QString& text);
  // The files, or the long text, that the clipboard holds. False: it holds neither.
  Q_INVOKABLE bool paste();
  Q_INVOKABLE void remove(int row);
  Q_INVOKABLE QString textOf(int row) const;
  Q_INVOKABLE void dismissProblem() { setProblem({}); }

  std::vector<Attachment> attachments() const;  // those that are read, with what is known of their tokens
  void set(const std::vector<Attachment>& attachments);
  // All, to be kept; restore() reads again what was not read yet.
  std::vector<DraftFile> files() const;
  void restore(std::vector<DraftFile> files);
  void countTokens();  // again: another model

 signals:
  void countChanged();
  void readingChanged();
  void changed();  // the texts
  void problemChanged();

 private:
  struct Row {
    int id = 0;
    bool reading = false;
    QString path;  // while it is being read
    QString note;
    Attachment attachment;
  };
  // One file that is being read. The thread posts its outcome, and is joined when that has come.
  struct Job {
    int id = 0;
    std::jthread thread;
  };

  int rowOf(int id) const;  // -1: it was removed
  int append(Row row);
  void clear();
  void take(int id, const AttachmentReader::Outcome& outcome);
  void countTokens(int id);
  void setProblem(const QString& problem);
  void rowChanged(int row);

  TokenCounter& counter_;
  AttachmentLimits limits_;
  std::vector<Row> rows_;
  std::list<Job> jobs_;
  int next_id_ = 1;
  QString problem_;
};

}  // namespace deepwell
