import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Deepwell.Chat
import Deepwell.Style

// The chat that is shown: transcript or greeting, and the composer.
FocusScope {
    id: root

    required property Workspace workspace
    property bool think: true
    property bool covered: false       // by the list of chats, which has an undo bar of its own
    property Component welcome: null   // stands instead of the greeting of an empty chat
    property string lastModel: ""      // the name of the model that was loaded last; empty: none was
    property string loadingModel: ""   // of the one that is being loaded
    readonly property Conversation conversation: workspace.current
    readonly property EngineHost engine: workspace.engine
    readonly property bool modelReady: engine.ready && !engine.loading
    readonly property bool empty: conversation.messages.count === 0
    readonly property int columnWidth: Math.min(Theme.columnWidth, width - 2 * Theme.space4)
    signal linkRequested(string link)
    signal openModelRequested()
    signal instructionsRequested()
    signal loadLastRequested()
    signal codeSaveRequested(string language, string text)
    signal thinkToggled(bool on)

    function find(): void { transcript.find(); }
    function copyChat(): void { transcript.copyChat(); }
    function editAnswer(answer: MessageItem): void { transcript.editAnswer(answer); }
    function grabComposer(): void { if (!conversation.inBin) composer.grab(); }
    function attach(): void { files.active = true; files.item.open(); }
    function showFile(name: string, text: string): void { workspace.showFile(text); fileSheet.title = name; fileSheet.open(); }
    function showReceipt(answer: MessageItem): void {
        if (!workspace.showReceipt(answer)) return;
        receiptSheet.answer = answer;
        receiptSheet.open();
    }
    function type(text: string): void { if (!conversation.inBin) composer.type(text); }

    // Esc goes back one step: the panel, the edit; then it stops the answer (the window does that).
    Keys.onEscapePressed: event => {
        if (conversation.choices.open) conversation.closeChoices();
        else if (conversation.editing) conversation.cancelEdit();
        else event.accepted = false;
    }

    EmptyState {
        id: greeting

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: foot.top
        visible: root.empty && !root.conversation.loading && !welcomePlace.active
        modelName: root.engine.name
        modelReady: root.modelReady
        isPocket: root.engine.isPocket
        modelLoading: root.engine.loading
        writing: root.conversation.draft !== "" || root.conversation.attachments.count > 0
        lastModel: root.lastModel
        onLoadLastRequested: root.loadLastRequested()
        onPromptChosen: prompt => root.conversation.send(prompt)
        onOpenModelRequested: root.openModelRequested()
    }
    Loader {
        id: welcomePlace

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: foot.top
        active: root.empty && root.welcome !== null
        sourceComponent: root.welcome
    }
    Transcript {
        id: transcript

        objectName: "transcript"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: foot.top
        visible: !root.empty
        conversation: root.conversation
        actionsEnabled: root.modelReady && canChange
        canChange: !root.conversation.busy && !root.conversation.inBin && !root.conversation.answerEdit.changed
        modelThinks: root.engine.thinks
        onCopyRequested: text => root.workspace.copy(text)
        onLinkRequested: link => root.linkRequested(link)
    }
    Connections {
        target: root.workspace

        function onJumpRequested(message: var, inReasoning: bool, words: string): void {
            transcript.showHit(message, inReasoning, words);
        }
    }
    Connections {
        target: transcript
        ignoreUnknownSignals: true

        function onEditRequested(message: MessageItem): void { root.conversation.edit(message); }
        function onForkRequested(message: MessageItem): void { root.workspace.forkChat(message); }
        function onDeleteRequested(message: MessageItem): void { root.conversation.remove(message); }
        function onReceiptRequested(message: MessageItem): void { root.showReceipt(message); }
        function onCodeSaveRequested(language: string, text: string): void { root.codeSaveRequested(language, text); }
        function onFileRequested(name: string, text: string): void { root.showFile(name, text); }
    }
    // Nearly every chat is there before anybody could read that it is being opened.
    Timer {
        id: opening

        readonly property bool wanted: root.conversation.loading && root.empty
        property bool late: false

        interval: 150
        onWantedChanged: { late = false; if (wanted) restart(); else stop(); }
        onTriggered: late = true
    }
    Row {
        objectName: "chatLoading"
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.round(foot.y / 2) - height
        visible: opening.late
        spacing: Theme.space2 + 2
        Accessible.role: Accessible.AlertMessage
        Accessible.name: loadingWords.text

        ProgressRing { anchors.verticalCenter: parent.verticalCenter }
        Text {
            id: loadingWords

            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Opening the chat…")
            textFormat: Text.PlainText
            color: Theme.textMuted
            font.pixelSize: Theme.label
        }
    }
    // Text fades out under the bar and the composer instead of being cut.
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: transcript.top
        anchors.rightMargin: 12
        height: 18
        visible: transcript.visible && transcript.contentY > 4
        gradient: Gradient {
            GradientStop { position: 0; color: Theme.ground }
            GradientStop { position: 1; color: Qt.alpha(Theme.ground, 0) }
        }
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: foot.top
        anchors.rightMargin: 12
        height: 20
        gradient: Gradient {
            GradientStop { position: 0; color: Qt.alpha(Theme.ground, 0) }
            GradientStop { position: 1; color: Theme.ground }
        }
    }

    AbstractButton {
        id: jump

        objectName: "jumpToLatest"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.space3
        width: 38
        height: 38
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        visible: opacity > 0
        enabled: transcript.visible && !transcript.follow && transcript.distanceToEnd > 40
        opacity: enabled ? 1 : 0
        text: qsTr("Jump to latest")
        onClicked: transcript.jumpToEnd()
        Keys.onReturnPressed: clicked()
        Accessible.role: Accessible.Button
        Accessible.name: text
        Accessible.onPressAction: clicked()
        Behavior on opacity { NumberAnimation { duration: Theme.calm } }

        Hint { visible: jump.hovered; text: jump.text }
        background: Card {
            radius: width / 2
            depth: 3
            color: jump.down ? Theme.codeGround : Theme.raised
            FocusRing { control: jump }
        }
        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                width: 19
                height: 19
                name: "arrow-down"
                color: jump.hovered ? Theme.text : Theme.textMuted
            }
        }
    }

    Column {
        id: foot

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        width: root.columnWidth
        spacing: Theme.space2

        // The last question got no answer: the program ended in between.
        Row {
            visible: root.conversation.unanswered
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space2

            PushButton {
                objectName: "answerNow"
                enabled: root.modelReady
                compact: true
                iconName: "refresh"
                text: qsTr("Answer the last message")
                onClicked: root.conversation.regenerate()
            }
        }
        ContextPanel {
            objectName: "contextPanel"
            width: parent.width
            visible: root.conversation.choices.open
            tallest: Math.max(160, root.height - composer.height - 120)
            workspace: root.workspace
            onInstructionsRequested: { root.conversation.closeChoices(); root.instructionsRequested(); }
        }
        // What the model is not given is said wherever that is so.
        AbstractButton {
            id: leftOut

            objectName: "leftOutLine"
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, leftOutWords.implicitWidth + 2 * Theme.space3)
            height: leftOutWords.implicitHeight + 8
            visible: root.conversation.leftOut !== "" && !root.empty && !root.conversation.choices.open
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            text: root.conversation.leftOut
            onClicked: root.conversation.showChoices()
            Keys.onReturnPressed: clicked()
            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.onPressAction: clicked()

            background: Rectangle {
                radius: height / 2
                color: leftOut.hovered ? Theme.hover : "transparent"
                FocusRing { control: leftOut }
            }
            contentItem: Item {
                Text {
                    id: leftOutWords

                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, leftOut.parent.width - 2 * Theme.space3)
                    text: leftOut.text
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    horizontalAlignment: Text.AlignHCenter
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
        }
        WrittenWithLine {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, implicitWidth)
            visible: model.shown && !root.conversation.choices.open && !root.conversation.inBin
            compact: parent.width < 600
            model: root.workspace.writtenWith
        }
        // What is asked in it would be erased with it.
        Card {
            objectName: "inBinBar"
            width: parent.width
            height: 52
            visible: root.conversation.inBin
            radius: 22
            Accessible.role: Accessible.AlertMessage
            Accessible.name: inBinWords.text

            Text {
                id: inBinWords

                anchors.left: parent.left
                anchors.right: restoreButton.left
                anchors.leftMargin: Theme.space4
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("This chat is in the bin.")
                elide: Text.ElideRight
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
            PushButton {
                id: restoreButton

                objectName: "restoreChat"
                anchors.right: parent.right
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                compact: true
                iconName: "refresh"
                text: qsTr("Restore")
                onClicked: { root.workspace.restoreChat(root.conversation.chatId); composer.grab(); }
            }
        }
        Composer {
            id: composer

            width: parent.width
            visible: !root.conversation.inBin
            conversation: root.conversation
            modelReady: root.modelReady
            modelThinks: !root.engine.ready || root.engine.thinks
            think: root.think
            tallest: Math.max(80, root.height * (root.conversation.choices.open ? 0.2 : 0.4))
            loadingModel: root.engine.loading ? root.loadingModel : ""
            modelMissing: !root.engine.ready && !root.engine.loading && !greeting.visible
            lastModel: root.lastModel
            onLoadLastRequested: root.loadLastRequested()
            onOpenModelRequested: root.openModelRequested()
            unavailable: root.engine.loading ? qsTr("Loading %1… %2 %").arg(root.loadingModel).arg(Math.round(root.engine.progress * 100))
                       : !root.engine.ready ? qsTr("No model is loaded") : ""
            onSent: transcript.jumpToEnd()
            onThinkToggled: on => root.thinkToggled(on)
            onAttachRequested: root.attach()
            onFileRequested: (name, text) => root.showFile(name, text)
        }
        Text {
            width: parent.width
            height: implicitHeight + Theme.space2
            text: qsTr("Answers can be wrong. Check what matters.")
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
        }
    }
    UndoBar {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.space3
        workspace: root.workspace
        active: root.visible && !root.covered
    }

    Loader {
        id: files

        active: false
        sourceComponent: FileDialog {
            title: qsTr("Attach files")
            fileMode: FileDialog.OpenFiles
            nameFilters: [qsTr("All files (*)")]
            onAccepted: root.conversation.attachments.add(selectedFiles)
        }
    }
    FileSheet {
        id: fileSheet

        lines: root.workspace.file
        onCopyRequested: text => root.workspace.copy(text)
    }
    ReceiptSheet {
        id: receiptSheet

        property MessageItem answer: null

        receipt: root.workspace.receipt
        canRepeat: root.modelReady && !root.conversation.busy && answer !== null
        onCopyRequested: text => root.workspace.copy(text)
        onRepeatRequested: root.conversation.repeat(answer)
    }
}
