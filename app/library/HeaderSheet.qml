import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// All that a model's file says of itself.
Sheet {
    id: root

    property string path
    property var model: ({})
    readonly property HeaderModel header: Library.header

    width: Math.min(760, parent.width - 2 * Theme.space4)
    height: Math.min(640, parent.height - 2 * Theme.space4)
    onAboutToShow: { model = Library.find(path); search.clear(); Library.readHeader(path); }
    onOpened: search.forceActiveFocus()

    contentItem: ColumnLayout {
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            Text {
                Layout.fillWidth: true
                text: root.model.name ?? ""
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
            }
            IconButton { objectName: "closeHeader"; iconName: "close"; text: qsTr("Close"); onClicked: root.close() }
        }
        Text {
            Layout.fillWidth: true
            text: root.path
            textFormat: Text.PlainText
            wrapMode: Text.WrapAnywhere
            maximumLineCount: 3
            elide: Text.ElideMiddle
            color: Theme.textMuted
            font.family: Theme.mono
            font.pixelSize: Theme.tiny
        }
        Text {
            Layout.fillWidth: true
            visible: text !== ""
            text: [root.model.fitWord, root.model.fitWhy].filter(Boolean).join(": ")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.small
        }
        TextBox {
            id: search

            objectName: "searchHeader"
            Layout.fillWidth: true
            implicitHeight: Theme.controlHeight - 3
            iconName: "search"
            placeholderText: qsTr("Search metadata and tensors")
            onTextEdited: root.header.filter = text
        }
        ListView {
            id: list

            objectName: "headerList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: root.header
            ScrollBar.vertical: ScrollRail {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Metadata and tensors")
            section.property: "section"
            section.delegate: Text {
                required property string section

                topPadding: Theme.space2
                bottomPadding: Theme.space1
                text: section
                color: Theme.textMuted
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
            delegate: Item {
                id: line

                required property string title
                required property string content

                width: list.width - Theme.space3
                height: Math.max(key.height, words.height) + 6

                Text {
                    id: key

                    width: parent.width * 0.46
                    text: line.title
                    textFormat: Text.PlainText
                    wrapMode: Text.WrapAnywhere
                    color: Theme.textMuted
                    font.family: Theme.mono
                    font.pixelSize: Theme.tiny
                }
                Text {
                    id: words

                    anchors.left: key.right
                    anchors.leftMargin: Theme.space3
                    anchors.right: parent.right
                    text: line.content
                    textFormat: Text.PlainText
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    maximumLineCount: 60
                    elide: Text.ElideRight
                    color: Theme.text
                    font.family: Theme.mono
                    font.pixelSize: Theme.tiny
                }
                Accessible.role: Accessible.ListItem
                Accessible.name: title + ": " + content
            }
            Text {
                anchors.centerIn: parent
                visible: list.count === 0
                text: root.header.reading ? qsTr("Reading…") : root.header.problem !== "" ? root.header.problem : qsTr("Nothing has these words.")
                textFormat: Text.PlainText
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
        }
    }
}
