import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Settings
import Deepwell.Style

// Where the person writes. Enter sends, or as the settings say, Shift+Enter makes a line, Up in the empty field edits the last
// question. What is sent while a model is being loaded waits for it here.
Card {
    id: root

    required property Conversation conversation
    property bool modelReady: false
    property string loadingModel: ""  // the name of the model that is being loaded; empty: none is
    property bool modelThinks: true
    property bool think: true
    property string unavailable: ""   // why nothing can be sent now; empty: it can
    property bool modelMissing: false // said in a bar, with what can be done
    property string lastModel: ""     // the name of the one that was there last; empty: there was none
    property int tallest: 220
    readonly property bool writing: conversation.busy || conversation.summarising
    readonly property bool canSend: (loadingModel !== "" || (modelReady && !conversation.loading)) && !writing && !conversation.attachments.reading
                                    && (input.text.trim() !== "" || conversation.attachments.count > 0)
    readonly property string stateWords: {   // what is going on, in words
        if (conversation.summarising) return conversation.summaryWords;
        if (conversation.busy) {
            const words = [conversation.progress.words, conversation.progress.speed, conversation.stopping ? "" : qsTr("Esc stops")];
            return words.filter(word => word !== "").join(" · ");
        }
        if (unavailable !== "") return modelMissing ? "" : unavailable;
        if (conversation.attachments.reading) return qsTr("Reading files…");
        return input.text === "" ? conversation.progress.speed : "";
    }
    property int pastedFrom: 0     // the place of a long text that was just pasted
    property int pastedLength: 0   // 0: none
    signal sent()
    signal thinkToggled(bool on)
    signal attachRequested()
    signal loadLastRequested()
    signal openModelRequested()
    signal fileRequested(string name, string text)

    function grab(): void { input.forceActiveFocus(); }
    function type(text: string): void {
        input.forceActiveFocus();
        if (input.readOnly) return;
        input.insert(input.cursorPosition, text);
    }
    function send(): void {
        Qt.inputMethod.commit();
        conversation.send(input.text);
    }
    function attachPasted(): void {
        const text = input.text.substring(pastedFrom, pastedFrom + pastedLength);
        if (conversation.attachments.addText(qsTr("Pasted text") + ".txt", text)) input.remove(pastedFrom, pastedFrom + pastedLength);
        pastedLength = 0;
        grab();
    }
    // The draft changes by itself too: another chat, a question to edit, a summary that is being written.
    function takeDraft(): void {
        if (input.text === conversation.draft) return;
        pastedLength = 0;
        input.text = conversation.draft;
        input.cursorPosition = input.length;
    }

    implicitHeight: bars.taken + field.height + tools.height + Theme.space2 + 6
    border.color: input.activeFocus ? Theme.borderStrong : Theme.border
    radius: 22

    onConversationChanged: takeDraft()
    Component.onCompleted: takeDraft()
    Connections {
        target: root.conversation

        function onDraftChanged(): void { root.takeDraft(); }
        function onSent(): void { root.sent(); }
        function onEditingChanged(): void { if (root.conversation.editing) root.grab(); }
    }

    Column {
        id: bars

        readonly property int taken: implicitHeight > 0 ? implicitHeight + Theme.space2 : 0

        x: Theme.space2
        y: Theme.space2
        width: parent.width - 2 * x
        spacing: Theme.space2

        ComposerBar {
            objectName: "editingBar"
            width: parent.width
            visible: root.conversation.editing !== null
            iconName: "pencil"
            text: qsTr("Editing a question. The old one and its answers stay as a variant.")
            closeText: qsTr("Cancel editing (Esc)")
            onClosed: { root.conversation.cancelEdit(); root.grab(); }
        }
        ComposerBar {
            objectName: "summaryBar"
            width: parent.width
            visible: root.conversation.summarising
            busy: true
            text: qsTr("%1 You can change it before you send it.").arg(root.conversation.summaryWords)
            action: qsTr("Stop")
            onActed: root.conversation.stopSummary()
        }
        ComposerBar {
            objectName: "waitingBar"
            width: parent.width
            visible: root.conversation.waiting
            busy: true
            text: root.loadingModel !== "" ? qsTr("Will be sent when %1 is loaded.").arg(root.loadingModel) : qsTr("Will be sent in a moment.")
            action: qsTr("Cancel")
            onActed: { root.conversation.stop(); root.grab(); }
        }
        ComposerBar {
            objectName: "noModelBar"
            width: parent.width
            visible: root.modelMissing
            iconName: "model"
            text: root.lastModel !== "" ? qsTr("No model is loaded. The last one was %1.").arg(root.lastModel) : qsTr("No model is loaded.")
            action: root.lastModel !== "" ? qsTr("Load it again") : ""
            otherAction: qsTr("Choose a model")
            onActed: { root.loadLastRequested(); root.grab(); }
            onOtherActed: root.openModelRequested()
        }
        ComposerBar {
            objectName: "fileProblem"
            width: parent.width
            visible: text !== ""
            problem: true
            text: root.conversation.attachments.problem
            closeText: qsTr("Dismiss")
            onClosed: { root.conversation.attachments.dismissProblem(); root.grab(); }
        }
        ComposerBar {
            objectName: "pasteOffer"
            width: parent.width
            visible: root.pastedLength > 0
            iconName: "file"
            text: qsTr("You have pasted a long text.")
            action: qsTr("Attach it as a file")
            closeText: qsTr("Keep it in the message")
            onActed: root.attachPasted()
            onClosed: { root.pastedLength = 0; root.grab(); }
        }
        Flow {
            width: parent.width
            visible: files.count > 0
            spacing: 6

            Repeater {
                id: files

                model: root.conversation.attachments
                delegate: FileChip {
                    required property int index
                    required property var model

                    objectName: "file" + index
                    name: model.name
                    detail: model.detail
                    reading: model.reading
                    removable: true
                    widest: Math.min(280, bars.width)
                    onRemoved: { root.grab(); root.conversation.attachments.remove(index); }
                    onClicked: if (!reading) root.fileRequested(name, root.conversation.attachments.textOf(index))
                }
            }
        }
    }
    Flickable {
        id: field

        x: Theme.space2
        y: bars.taken + Theme.space1
        width: parent.width - 2 * x
        // Not the implicit height: a placeholder in taller glyphs than the font's, as Chinese ones, would scroll the field.
        height: Math.min(root.tallest, contentHeight)
        contentHeight: input.contentHeight + input.topPadding + input.bottomPadding
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.VerticalFlick
        ScrollBar.vertical: ScrollRail {}

        TextArea.flickable: TextArea {
            id: input

            property int lengthBefore: 0
            property int pasteAt: -1   // where the text begins that is being pasted, perhaps over a selection

            objectName: "composerInput"
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            readOnly: root.conversation.summarising || root.conversation.waiting
            color: root.conversation.waiting ? Theme.textMuted : Theme.text
            placeholderText: root.conversation.editing ? qsTr("Ask it differently") : qsTr("Ask anything")
            placeholderTextColor: Theme.textFaint
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.body
            leftPadding: Theme.space2 + 2
            rightPadding: Theme.space2 + 2
            topPadding: Theme.space2 + 2
            bottomPadding: Theme.space1
            background: null
            Accessible.role: Accessible.EditableText
            Accessible.name: root.conversation.editing ? qsTr("Edit the question") : qsTr("Message")
            KeyNavigation.priority: KeyNavigation.BeforeItem
            KeyNavigation.tab: attach

            onTextChanged: {
                const begin = pasteAt >= 0 ? pasteAt : cursorPosition - (length - lengthBefore);
                const added = cursorPosition - begin;
                lengthBefore = length;
                pasteAt = -1;
                const own = text === root.conversation.draft;   // not typed or pasted
                if (!own && added >= 4000) { root.pastedFrom = begin; root.pastedLength = added; }
                else if (!own) root.pastedLength = 0;
                root.conversation.draft = text;
            }
            Keys.onPressed: event => {
                pasteAt = -1;
                const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                if (inputMethodComposing) {   // Enter ends the composition at most: it neither sends nor makes a line
                    event.accepted = enter;
                    return;
                }
                const line = event.modifiers & (Qt.ShiftModifier | Qt.AltModifier) || !(Preferences.enterSends || event.modifiers & Qt.ControlModifier);
                if (enter && readOnly) {
                    // It waits already, or is being written.
                } else if (enter && line) {
                    input.insert(input.cursorPosition, "\n");
                } else if (enter) {
                    root.send();
                } else if (event.key === Qt.Key_Up && event.modifiers === Qt.NoModifier && text === "") {
                    if (!root.conversation.editLast()) return;
                } else if (event.matches(StandardKey.Paste)) {
                    if (!root.conversation.attachments.paste()) { pasteAt = selectionStart; return; }
                } else {
                    return;
                }
                event.accepted = true;
            }
        }
    }
    RowLayout {
        id: tools

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.space2 + 2
        anchors.rightMargin: Theme.space2
        anchors.bottomMargin: Theme.space2
        height: 36
        spacing: Theme.space1

        IconButton {
            id: attach

            objectName: "attachButton"
            size: 32
            iconName: "attach"
            roundShape: true
            text: qsTr("Attach text files or PDFs")
            onClicked: root.attachRequested()
        }
        ThinkChip {
            objectName: "thinkToggle"
            visible: root.modelThinks
            checked: root.think
            onToggled: root.thinkToggled(checked)
        }
        Text {
            objectName: "composerHint"
            Layout.fillWidth: true
            text: root.stateWords
            textFormat: Text.PlainText
            horizontalAlignment: Text.AlignRight
            elide: Text.ElideRight
            color: Theme.textFaint
            font.pixelSize: Theme.small
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        ContextGauge {
            objectName: "contextGauge"
            meter: root.conversation.context
            onClicked: if (root.conversation.choices.open) root.conversation.closeChoices(); else root.conversation.showChoices()
        }
        SendButton {
            objectName: "sendButton"
            stops: root.writing || root.conversation.waiting
            enabled: stops ? !root.conversation.stopping : root.canSend
            sendText: Preferences.enterSends ? qsTr("Send (Enter)") : qsTr("Send (Ctrl+Enter)")
            stopText: root.conversation.waiting ? qsTr("Do not send (Esc)") : qsTr("Stop (Esc)")
            onClicked: if (stops) root.conversation.stop(); else root.send()
        }
    }
    LiveRegion {
        objectName: "phaseAnnouncer"
        width: 1
        height: 1
        words: root.conversation.progress.announcement
        Accessible.role: Accessible.AlertMessage
        Accessible.name: words
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: input.forceActiveFocus()
    }
}
