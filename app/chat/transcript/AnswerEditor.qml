import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// The source of an answer, to be changed. Saved, it is a variant beside the answer.
Item {
    id: root

    required property MessageItem message
    property AnswerEdit edit: null
    property int tallest: 400
    property bool canSave: true
    signal saveRequested()
    signal cancelRequested()

    function grab(): void { input.forceActiveFocus(); }

    implicitHeight: box.y + box.height + foot.height + Theme.space3

    Rectangle {
        id: box

        y: Theme.space1
        width: parent.width
        height: Math.min(root.tallest, field.contentHeight) + 2
        radius: Theme.radius
        color: Theme.surface
        border.width: input.activeFocus ? 2 : 1
        border.color: input.activeFocus ? Theme.focus : Theme.borderStrong

        Flickable {
            id: field

            anchors.fill: parent
            anchors.margins: 2
            contentHeight: input.contentHeight + input.topPadding + input.bottomPadding
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            flickableDirection: Flickable.VerticalFlick
            ScrollBar.vertical: ScrollRail {}

            TextArea.flickable: TextArea {
                id: input

                objectName: "answerInput"
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                selectByMouse: true
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                font.pixelSize: Theme.body
                padding: Theme.space3
                background: null
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Edit the answer")
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: cancel

                Component.onCompleted: text = root.edit?.text ?? ""
                onTextChanged: if (root.edit) root.edit.text = text
                // Changes are not thrown away by one key.
                Keys.onEscapePressed: if (root.edit.changed) cancel.forceActiveFocus(Qt.TabFocusReason); else root.cancelRequested()
                Keys.onPressed: event => {
                    const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    event.accepted = enter && (event.modifiers & Qt.ControlModifier) !== 0;
                    if (event.accepted && save.enabled) root.saveRequested();
                }
            }
        }
    }
    Item {
        id: foot

        anchors.top: box.bottom
        anchors.topMargin: Theme.space2
        width: parent.width
        height: buttons.height

        Text {
            anchors.left: parent.left
            anchors.right: buttons.left
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Saved as a variant: the answer as it was stays beside it.")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            color: Theme.textMuted
            font.pixelSize: Theme.small
        }
        Row {
            id: buttons

            anchors.right: parent.right
            spacing: Theme.space2

            PushButton {
                id: cancel

                objectName: "cancelAnswer"
                compact: true
                text: root.edit?.changed ?? false ? qsTr("Discard changes") : qsTr("Cancel")
                onClicked: root.cancelRequested()
            }
            PushButton {
                id: save

                objectName: "saveAnswer"
                compact: true
                kind: "primary"
                enabled: root.canSave && (root.edit?.changed ?? false) && !root.edit.blank
                text: qsTr("Save")
                onClicked: root.saveRequested()
            }
        }
    }
}
