import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Settings
import Deepwell.Style

// The messages. Follows the end while text streams in, unless the person has scrolled up.
FocusScope {
    id: root

    required property Conversation conversation
    property bool actionsEnabled: true   // those that a model is needed for
    property bool canChange: true         // edit, fork, delete, step through variants
    property bool modelThinks: true
    readonly property bool canEdit: !conversation.busy && !conversation.loading && !conversation.summarising && !conversation.inBin
                                    && !conversation.editing
    readonly property bool follow: view.follow
    readonly property real contentY: view.contentY
    readonly property real contentHeight: view.contentHeight
    readonly property real distanceToEnd: view.distanceToEnd
    readonly property int columnX: Math.max(Theme.space4, Math.round((width - Theme.columnWidth) / 2))
    property MessageItem hoveredMessage: null
    signal copyRequested(string text)
    signal linkRequested(string link)
    signal editRequested(MessageItem message)
    signal forkRequested(MessageItem message)
    signal deleteRequested(MessageItem message)
    signal receiptRequested(MessageItem message)
    signal fileRequested(string name, string text)
    signal codeSaveRequested(string language, string text)

    function jumpToEnd(): void { view.jumpToEnd(); }
    function copyChat(): void { copyRequested(conversation.messages.markdown()); }
    // What was clicked stays where it is.
    function toggleThinking(message: MessageItem): void {
        view.holdRow(rows.rowOfThoughts(message));
        message.toggleThinking();
    }
    // The click was below the thoughts: what follows them stays. At the end that needs no more than to go on following it.
    function foldThinking(message: MessageItem): void {
        if (!view.follow) view.holdRow(rows.rowAfterThoughts(message));
        message.toggleThinking();
    }

    // In an editor at its place, which takes the keys.
    function editAnswer(message: MessageItem): void {
        const edit = conversation.answerEdit;
        if (canEdit) edit.begin(message);
        const row = rows.rowOfEditor(edit.message);
        view.showRow(row, 0.2, 0);
        view.makeItem(row)?.grab();
    }
    function closeEditor(save: bool): void {
        const edit = conversation.answerEdit;
        view.holdRow(rows.rowBefore(edit.message));  // the question's end: the answer's rows come anew
        if (!save) edit.end();
        else if (!conversation.saveAnswer()) return;
        view.forceActiveFocus();
    }

    function find(): void { findBar.open(null); }
    function unmark(): void {
        const old = marked;
        marked = [];
        for (const item of old) item?.markText?.(0, 0);   // it may be gone with its row
    }
    // How far below the row's top the mark is; -1: it has none.
    function markIn(row: int, start: int, length: int): real {
        const item = view.makeItem(row);
        if (!item?.markText) return -1;
        marked.push(item);
        return item.markText(start, length);
    }
    // Where the message has these words: a hit of a search.
    function showHit(message: var, inReasoning: bool, words: string): void { finder.showHit(message, inReasoning, words); }

    property var marked: []  // what shows the hit that was gone to last
    readonly property string marks: finder.flash !== "" ? finder.flash : finder.query

    onConversationChanged: { findBar.close(); view.jumpToEnd(); }
    Keys.onEscapePressed: event => { event.accepted = findBar.opened; if (findBar.opened) findBar.close(); }

    TranscriptFinder {
        id: finder

        rows: rows
        onShowRequested: (row, start, length, rest) => {
            root.unmark();
            view.showRow(row, 0.35);
            if (length > 0) view.showRow(row, 0.35, root.markIn(row, start, length));
            if (rest > 0) root.markIn(row + 1, 0, rest);
        }
    }

    TranscriptRows {
        id: rows

        messages: root.conversation.messages
        fontSize: Theme.body
        wrapCode: Preferences.wrapCode
        thinkingDisplay: Preferences.thinkingDisplay
    }
    RowsView {
        id: view

        objectName: "transcriptView"
        anchors.fill: parent
        focus: true
        activeFocusOnTab: true
        model: rows
        rowX: root.columnX
        rowWidth: width - 2 * root.columnX
        topMargin: Theme.space3
        bottomMargin: Theme.space4
        fontSize: Theme.body
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")

        Keys.onPressed: event => {
            const page = height * 0.9;
            switch (event.key) {
            case Qt.Key_Up: scrollBy(-60); break;
            case Qt.Key_Down: scrollBy(60); break;
            case Qt.Key_PageUp: scrollBy(-page); break;
            case Qt.Key_PageDown: scrollBy(page); break;
            case Qt.Key_Home: jumpToStart(); break;
            case Qt.Key_End: jumpToEnd(); break;
            default: return;
            }
            event.accepted = true;
        }

        delegates: [
            RowDelegate {
                kinds: [RowKind.Paragraph, RowKind.Heading]
                TextBlock { marks: root.marks; onLinkRequested: link => root.linkRequested(link) }
            },
            RowDelegate {
                kinds: [RowKind.Code]
                CodeBlock {
                    id: code

                    marks: root.marks
                    onCopyRequested: root.copyRequested(rows.blockText(view.rowOfItem(code)))
                    onSaveRequested: root.codeSaveRequested(language, rows.blockText(view.rowOfItem(code)))
                    onWrapToggled: Preferences.wrapCode = wrap
                }
            },
            RowDelegate {
                kinds: [RowKind.Table]
                TableBlock { marks: root.marks; onLinkRequested: link => root.linkRequested(link) }
            },
            RowDelegate {
                kinds: [RowKind.Math]
                MathBlock { onCopyRequested: text => root.copyRequested(text) }
            },
            RowDelegate {
                kinds: [RowKind.Rule]
                RuleBlock {}
            },
            RowDelegate {
                kinds: [RowKind.Pending]
                PendingBlock {}
            },
            RowDelegate {
                kinds: [RowKind.Question]
                QuestionBlock { marks: root.marks }
            },
            RowDelegate {
                kinds: [RowKind.QuestionTools]
                reuse: false
                QuestionTools {
                    hovered: root.hoveredMessage === message
                    actionsEnabled: root.canChange
                    onCopyRequested: text => root.copyRequested(text)
                    onEditRequested: root.editRequested(message)
                    onForkRequested: root.forkRequested(message)
                    onDeleteRequested: root.deleteRequested(message)
                    onFileRequested: (name, text) => root.fileRequested(name, text)
                    onSiblingRequested: step => root.conversation.showSibling(message, step)
                }
            },
            RowDelegate {
                kinds: [RowKind.AnswerHeader]
                reuse: false
                AnswerHeader {}
            },
            RowDelegate {
                kinds: [RowKind.ThoughtHeader]
                reuse: false
                ThoughtHeader {
                    hovered: root.hoveredMessage === message
                    onToggled: root.toggleThinking(message)
                    onWholeRequested: { view.holdRow(rows.rowOfThoughts(message)); message.showWholeThinking(); }
                    onCopyRequested: text => root.copyRequested(text)
                    onSearchRequested: findBar.open(message)
                }
            },
            RowDelegate {
                kinds: [RowKind.ThoughtTail]
                reuse: false
                ThoughtTail {}
            },
            RowDelegate {
                kinds: [RowKind.ThoughtPage]
                ThoughtPage { marks: root.marks }
            },
            RowDelegate {
                kinds: [RowKind.ThoughtFooter]
                reuse: false
                ThoughtFooter { onToggled: root.foldThinking(message) }
            },
            RowDelegate {
                kinds: [RowKind.AnswerEditor]
                reuse: false
                AnswerEditor {
                    edit: root.conversation.answerEdit
                    tallest: Math.max(120, view.height * 0.6)
                    canSave: root.canEdit
                    onSaveRequested: root.closeEditor(true)
                    onCancelRequested: root.closeEditor(false)
                }
            },
            RowDelegate {
                kinds: [RowKind.AnswerFooter]
                reuse: false
                AnswerFooter {
                    hovered: root.hoveredMessage === message
                    actionsEnabled: root.actionsEnabled
                    canChange: root.canChange
                    canEdit: root.canEdit
                    saidBelow: root.conversation.choices.open && [ContextChoices.Answer, ContextChoices.Continue].includes(root.conversation.choices.reason)
                    onCopyRequested: text => root.copyRequested(text)
                    onRegenerateRequested: { root.conversation.regenerate(message); root.jumpToEnd(); }
                    onAgainMenuRequested: button => againMenu.openFor(message, button)
                    onContinueRequested: { root.conversation.continueAnswer(); root.jumpToEnd(); }
                    onEditRequested: root.editAnswer(message)
                    onForkRequested: root.forkRequested(message)
                    onDeleteRequested: root.deleteRequested(message)
                    onReceiptRequested: root.receiptRequested(message)
                    onSiblingRequested: step => root.conversation.showSibling(message, step)
                }
            }
        ]

        TapHandler {
            acceptedButtons: Qt.RightButton
            onTapped: point => menu.openFor(view.rowAt(point.position.y), root.Window.activeFocusItem?.selectedWords?.() ?? "")
        }
        HoverHandler {
            id: hover

            onPointChanged: root.hoveredMessage = rows.messageAt(view.rowAt(point.position.y))
            onHoveredChanged: if (!hovered) root.hoveredMessage = null
        }
    }
    TranscriptMenu {
        id: menu

        rows: rows
        canEdit: root.canEdit
        onCopyRequested: text => root.copyRequested(text)
        onCopyChatRequested: root.copyChat()
        onEditRequested: message => { if (message.fromUser) root.editRequested(message); else root.editAnswer(message); }
    }
    AgainMenu {
        id: againMenu

        conversation: root.conversation
        modelThinks: root.modelThinks
        onChosen: root.jumpToEnd()
    }
    FindBar {
        id: findBar

        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        y: Theme.space2
        widest: root.width - 2 * Theme.space4
        finder: finder
        onOpenedChanged: if (!opened) root.unmark()
        onClosed: view.forceActiveFocus()
    }
    ScrollRail {
        id: bar

        objectName: "transcriptBar"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        orientation: Qt.Vertical
        active: hover.hovered
        size: view.height / Math.max(1, view.contentHeight)
        position: view.contentY / Math.max(1, view.contentHeight)
        onPositionChanged: if (pressed) view.scrollTo(position * view.contentHeight)
    }
}
