import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// What a repository of the hub offers, by quantisation.
Sheet {
    id: root

    readonly property bool narrow: width < 480   // then a file's name has a line for itself
    signal downloading()
    signal settingsRequested()
    signal linkRequested(string link)
    signal searchRequested(string words)

    function show(repository: string): void { Hub.list(repository); open(); }

    width: Math.min(640, parent.width - 2 * Theme.space4)
    height: Math.min(600, parent.height - 2 * Theme.space4, Math.max(320, (list.count === 0 ? nothing.height : list.contentHeight) + 120 + (note.visible ? note.implicitHeight + Theme.space3 : 0)))
    onOpened: close_.forceActiveFocus()

    contentItem: ColumnLayout {
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            Column {
                Layout.fillWidth: true
                spacing: 2

                Text {
                    width: parent.width
                    text: Hub.repository.split("/").pop()
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    color: Theme.text
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                }
                Text {
                    width: parent.width
                    text: Hub.repository
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
            IconButton {
                objectName: "filesPage"
                Layout.alignment: Qt.AlignTop
                iconName: "link"
                text: qsTr("Page of the model")
                onClicked: root.linkRequested(Hub.page(Hub.repository))
            }
            IconButton { id: close_; objectName: "closeFiles"; Layout.alignment: Qt.AlignTop; iconName: "close"; text: qsTr("Close"); onClicked: root.close() }
        }
        Rectangle {
            id: note

            objectName: "filesWarning"
            Layout.fillWidth: true
            visible: Hub.filesWarning !== ""
            implicitHeight: words.implicitHeight + 2 * Theme.space2
            radius: Theme.radius
            color: Theme.warningSoft
            Accessible.role: Accessible.AlertMessage
            Accessible.name: words.text

            Text {
                id: words

                x: Theme.space3
                y: Theme.space2
                width: parent.width - 2 * x
                text: Hub.filesWarning
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.small
            }
        }
        ListView {
            id: list

            objectName: "filesList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: Hub.files
            ScrollBar.vertical: ScrollRail {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Files of %1").arg(Hub.repository)

            FocusInSight {}
            delegate: RowLayout {
                id: line

                required property int index
                required property string quantisation
                required property string file
                required property string size
                required property double bytes
                required property int shards
                required property int fitKind
                required property string fitWord
                required property string fitWhy
                required property string unsupported
                readonly property bool rated: fitKind !== 0 && unsupported === ""

                width: list.width - Theme.space3
                height: Math.max(Theme.controlHeight + 14, words.height + Theme.space2)
                spacing: Theme.space3

                Column {
                    id: words

                    Layout.fillWidth: true
                    spacing: 2

                    Row {
                        spacing: Theme.space2

                        Text {
                            anchors.verticalCenter: parent.verticalCenter
                            text: line.quantisation
                            textFormat: Text.PlainText
                            color: Theme.text
                            font.pixelSize: Theme.label
                            font.weight: Font.DemiBold
                        }
                        FitBadge { visible: root.narrow && line.rated; kind: line.fitKind; text: line.fitWord; why: line.fitWhy }
                        Tag { visible: root.narrow && line.unsupported !== ""; text: line.unsupported }
                    }
                    Text {
                        width: parent.width
                        text: line.shards > 1 ? qsTr("%1, %n part(s)", "", line.shards).arg(line.file) : line.file
                        textFormat: Text.PlainText
                        elide: Text.ElideMiddle
                        color: Theme.textMuted
                        font.pixelSize: Theme.tiny
                    }
                    Text {
                        objectName: "fileRoom" + line.index
                        width: parent.width
                        visible: Library.room >= 0 && line.bytes > Library.room
                        text: qsTr("Too large for the disk: %1").arg(Library.freeSpace)
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                        color: Theme.warning
                        font.pixelSize: Theme.tiny
                    }
                }
                FitBadge { visible: !root.narrow && line.rated; kind: line.fitKind; text: line.fitWord; why: line.fitWhy }
                Tag { visible: !root.narrow && line.unsupported !== ""; text: line.unsupported }
                PushButton {
                    objectName: "fileButton" + line.index
                    compact: true
                    iconName: "download"
                    text: line.size !== "" ? line.size : qsTr("Download")
                    Accessible.name: [qsTr("Download %1, %2").arg(line.quantisation).arg(line.size), line.unsupported].filter(Boolean).join(", ")
                    onClicked: { Hub.downloadFile(line.index); root.close(); root.downloading(); }
                }
            }
            StateNote {
                id: nothing

                anchors.centerIn: parent
                visible: list.count === 0
                working: Hub.listing
                iconName: Hub.filesError !== "" ? "warning" : "file"
                title: Hub.listing ? qsTr("Asking %1…").arg(Hub.host) : Hub.filesError !== "" ? qsTr("The files could not be listed") : qsTr("No files that Deepwell can use")
                about: Hub.filesError

                PushButton {
                    objectName: "filesSettings"
                    visible: Hub.filesRefused
                    kind: "primary"
                    iconName: "settings"
                    text: qsTr("Open the settings")
                    onClicked: { root.close(); root.settingsRequested(); }
                }
                PushButton {
                    objectName: "filesPageButton"
                    visible: Hub.filesRefused
                    iconName: "link"
                    text: qsTr("Page of the model")
                    onClicked: root.linkRequested(Hub.page(Hub.repository))
                }
                PushButton {
                    objectName: "filesSearch"
                    visible: Hub.filesMissing
                    iconName: "search"
                    text: qsTr("Search for it")
                    onClicked: { root.close(); root.searchRequested(Hub.repository.split("/").pop()); }
                }
                PushButton {
                    objectName: "filesAgain"
                    visible: Hub.filesError !== ""
                    iconName: "refresh"
                    text: qsTr("Try again")
                    onClicked: Hub.list(Hub.repository)
                }
            }
        }
    }
}
