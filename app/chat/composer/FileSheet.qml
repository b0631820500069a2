import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// The text of an attached file, as the model is given it.
Sheet {
    id: root

    required property TextLines lines
    signal copyRequested(string text)

    objectName: "fileSheet"
    width: Math.min(820, parent.width - 2 * Theme.space4)
    height: Math.min(720, parent.height - 2 * Theme.space4)

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            Text {
                objectName: "fileTitle"
                Layout.fillWidth: true
                text: root.title
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            CopyButton {
                objectName: "copyFile"
                what: qsTr("Copy the text")
                onClicked: root.copyRequested(root.lines.all())
            }
            IconButton {
                objectName: "closeFile"
                iconName: "close"
                text: qsTr("Close (Esc)")
                onClicked: root.close()
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            radius: Theme.radius
            color: Theme.codeGround
            border.width: 1
            border.color: view.activeFocus ? Theme.focus : Theme.border

            ListView {
                id: view

                objectName: "fileLines"
                anchors.fill: parent
                anchors.margins: Theme.space2
                clip: true
                activeFocusOnTab: true
                focus: true
                boundsBehavior: Flickable.StopAtBounds
                model: root.lines
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Text of %1").arg(root.title)
                ScrollBar.vertical: ScrollRail {}
                Keys.onPressed: event => {
                    const page = height * 0.9;
                    const steps = { [Qt.Key_Up]: -40, [Qt.Key_Down]: 40, [Qt.Key_PageUp]: -page, [Qt.Key_PageDown]: page };
                    if (event.key === Qt.Key_Home) positionViewAtBeginning();
                    else if (event.key === Qt.Key_End) positionViewAtEnd();
                    else if (event.key in steps)
                        contentY = Math.max(originY, Math.min(originY + Math.max(0, contentHeight - height), contentY + steps[event.key]));
                    else return;
                    event.accepted = true;
                }
                delegate: Text {
                    required property string line

                    width: ListView.view.width - 14
                    leftPadding: 4
                    text: line === "" ? " " : line
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    color: Theme.text
                    font.family: Theme.mono
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
