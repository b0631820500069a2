import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// What can be done about a full context. Nothing is left out of a chat that was not chosen here.
Card {
    id: root

    required property Workspace workspace
    property int tallest: 400
    signal instructionsRequested()
    readonly property Conversation conversation: workspace.current
    readonly property ContextChoices choices: conversation.choices
    readonly property bool nothingHelps: !choices.counting && choices.needed > 0 && choices.turnsToDrop === 0
                                         && choices.largerContext === 0 && choices.reason === ContextChoices.Send
    readonly property bool counted: !choices.counting   // before that, rows would move under the pointer
    function number(value: int): string { return Number(value).toLocaleString(Qt.locale(), "f", 0); }
    readonly property string words: {
        const needed = number(choices.needed);
        const limit = number(choices.limit);
        switch (choices.reason) {
        case ContextChoices.Send: return qsTr("With this message the chat has %1 tokens; the context holds %2, and an answer needs room too.").arg(needed).arg(limit);
        case ContextChoices.Answer: return qsTr("The chat has %1 tokens; the context holds %2, and an answer needs room too.").arg(needed).arg(limit);
        case ContextChoices.Continue: return qsTr("The answer has filled the context of %1 tokens. To go on, make room:").arg(limit);
        default: return choices.counting ? qsTr("The chat is being counted…") : qsTr("%1 of %2 tokens of the context are used.").arg(needed).arg(limit);
        }
    }

    implicitHeight: Math.min(tallest, column.implicitHeight + 2 * Theme.space3)
    color: Theme.raised
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + " " + root.words

    Flickable {
        id: scroll

        anchors.fill: parent
        anchors.margins: Theme.space3
        contentHeight: column.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        FocusInSight {}
        ColumnLayout {
            id: column

            width: scroll.width
            spacing: Theme.space2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.space2

                Text {
                    id: title

                    objectName: "contextTitle"
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.space1
                    text: root.choices.reason === ContextChoices.Asked ? qsTr("What the model is given") : qsTr("The context is full")
                    color: Theme.text
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                IconButton {
                    objectName: "closeContextPanel"
                    iconName: "close"
                    text: qsTr("Close (Esc)")
                    onClicked: root.conversation.closeChoices()
                }
            }
            Text {
                objectName: "contextWords"
                Layout.fillWidth: true
                Layout.leftMargin: Theme.space1
                text: root.words + (root.nothingHelps ? " " + qsTr("Shorten the message, or remove a file.") : "")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
            Text {
                objectName: "contextLeftOut"
                Layout.fillWidth: true
                Layout.leftMargin: Theme.space1
                visible: text !== ""
                text: root.conversation.leftOut
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
            ChoiceRow {
                objectName: "dropOldest"
                Layout.fillWidth: true
                visible: root.counted && root.choices.turnsToDrop > 0 && root.choices.reason !== ContextChoices.Asked
                iconName: "archive"
                text: qsTr("Leave out the %n oldest question(s) with their answers", "", root.choices.turnsToDrop)
                detail: qsTr("They stay in the chat, but the model no longer sees them; if this chat grows further, its oldest go again.")
                onClicked: root.conversation.dropOldest()
            }
            ChoiceRow {
                objectName: "dropThoughts"
                Layout.fillWidth: true
                visible: root.counted && root.choices.thoughtTokens > 0
                iconName: "think"
                text: qsTr("Leave out the thinking of earlier answers")
                detail: qsTr("Saves %1 tokens.").arg(root.number(root.choices.thoughtTokens))
                onClicked: root.conversation.dropThoughts()
            }
            ChoiceRow {
                objectName: "enlargeContext"
                Layout.fillWidth: true
                visible: root.counted && root.choices.largerContext > 0
                iconName: "plus"
                text: qsTr("A larger context: %1 tokens").arg(root.number(root.choices.largerContext))
                detail: root.choices.largerMemory === "" ? qsTr("The model is loaded again.")
                                                         : qsTr("Takes up to %1 of memory. The model is loaded again.").arg(root.choices.largerMemory)
                onClicked: root.conversation.enlargeContext()
            }
            ChoiceRow {
                objectName: "summarise"
                Layout.fillWidth: true
                visible: root.counted && root.choices.canSummarise
                enabled: root.workspace.engine.ready && !root.workspace.engine.loading
                iconName: "compose"
                text: qsTr("A new chat with a summary of this one")
                detail: qsTr("The model writes it; you can change it before you send it.")
                onClicked: root.workspace.summariseToNewChat()
            }
            ChoiceRow {
                objectName: "chatInstructionsRow"
                Layout.fillWidth: true
                visible: root.counted && root.choices.reason === ContextChoices.Asked
                iconName: "pencil"
                text: qsTr("Instructions for this chat…")
                detail: root.conversation.instructions === "" ? qsTr("A system prompt of its own") : qsTr("It has some of its own.")
                onClicked: root.instructionsRequested()
            }
            ChoiceRow {
                objectName: "giveAll"
                Layout.fillWidth: true
                visible: root.counted && root.conversation.leftOutByChoice
                iconName: "refresh"
                text: qsTr("Give the model the whole chat again")
                onClicked: { root.conversation.giveAll(); root.conversation.closeChoices(); }
            }
        }
    }
}
