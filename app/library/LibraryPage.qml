import QtQml
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Style

// The models: those that are here, those that could be, and those on their way.
FocusScope {
    id: root

    required property EngineHost engine
    property string tab: "installed"
    signal settingsRequested()   // those of the library
    signal linkRequested(string link)
    signal chatRequested()       // with the model that is loaded
    readonly property bool narrow: width < 560

    function focusSearch(): void { if (tab === "installed") installed.focusSearch(); else if (tab === "discover") discover.item?.focusSearch(); }
    function show(name: string): void { tab = name; focusSearch(); }

    objectName: "libraryPage"
    Component.onCompleted: Library.start()
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Library")

    component TabButton: AbstractButton {
        id: button

        required property string name
        property string count: ""
        readonly property bool on: root.tab === name

        objectName: "tab_" + name
        implicitHeight: Theme.controlHeight
        implicitWidth: line.implicitWidth + 4
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        onClicked: root.show(name)
        Keys.onReturnPressed: clicked()
        Accessible.role: Accessible.PageTab
        Accessible.name: text
        Accessible.selected: on
        Accessible.onPressAction: clicked()

        background: Item {
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 2
                radius: 1
                color: button.on ? Theme.accent : button.hovered ? Theme.borderStrong : "transparent"
            }
            FocusRing { control: button; gap: 2 }
        }
        contentItem: Item {
            Row {
                id: line

                anchors.centerIn: parent
                spacing: 7

                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    text: button.text
                    color: button.on || button.hovered ? Theme.text : Theme.textMuted
                    font.pixelSize: Theme.label
                    font.weight: Font.DemiBold
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: text !== ""
                    text: button.count
                    color: Theme.textFaint
                    font.pixelSize: Theme.small
                }
            }
        }
    }

    ColumnLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(980, parent.width - 2 * (root.narrow ? Theme.space4 : Theme.space5))
        height: parent.height
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space2
            Layout.bottomMargin: Theme.space2
            spacing: Theme.space3

            Text {
                Layout.fillWidth: true
                text: qsTr("Models")
                color: Theme.text
                font.pixelSize: Theme.title + 5
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Column {
                spacing: 4

                Text {
                    objectName: "freeSpace"
                    anchors.right: parent.right
                    text: Library.freeSpace
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.StaticText
                    Accessible.name: qsTr("Disk with the models: %1").arg(text)
                }
                ProgressLine {
                    anchors.right: parent.right
                    width: 150
                    implicitHeight: 4
                    value: Library.usedSpace
                    foreground: Library.usedSpace > 0.95 ? Theme.danger : Theme.textFaint
                }
            }
        }
        Row {
            spacing: Theme.space5

            TabButton { name: "installed"; text: qsTr("Installed"); count: Library.installed.total > 0 ? Library.installed.total : "" }
            TabButton { name: "discover"; text: qsTr("Discover") }
            TabButton {
                name: "downloads"
                text: qsTr("Downloads")
                count: Hub.downloads.active > 0 ? qsTr("%1 %").arg(Math.floor(Hub.downloads.progress * 100)) : Hub.downloads.count > 0 ? Hub.downloads.count : ""
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 1
            Layout.bottomMargin: Theme.space3
            color: Theme.border
        }
        Banner {
            objectName: "libraryError"
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.space3
            visible: text !== ""
            text: Library.error
            onDismissed: Library.dismissError()
        }
        InstalledPage {
            id: installed

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.tab === "installed"
            focus: true
            engine: root.engine
            onDiscoverRequested: root.show("discover")
            onRepairing: root.tab = "downloads"
            onChatRequested: root.chatRequested()
            onAddFileRequested: dialogs.openFile()
            onAddFolderRequested: { dialogs.purpose = "add"; dialogs.openFolder(); }
            onMoveRequested: { dialogs.purpose = "move"; dialogs.openFolder(); }
        }
        // Made when they are first looked at.
        Loader {
            id: discover

            Layout.fillWidth: true
            Layout.fillHeight: true
            active: false
            visible: root.tab === "discover"
            onVisibleChanged: if (visible) active = true
            sourceComponent: DiscoverPage {
                onDownloading: root.tab = "downloads"
                onSettingsRequested: root.settingsRequested()
                onLinkRequested: link => root.linkRequested(link)
            }
        }
        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            active: false
            visible: root.tab === "downloads"
            onVisibleChanged: if (visible) active = true
            sourceComponent: DownloadsPage {
                engine: root.engine
                onDiscoverRequested: root.show("discover")
                onSettingsRequested: root.settingsRequested()
                onLinkRequested: link => root.linkRequested(link)
                onChatRequested: root.chatRequested()
            }
        }
    }
    Rectangle {
        id: notice

        objectName: "libraryNotice"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space5
        visible: opacity > 0
        opacity: leave.running ? 1 : 0
        width: Math.min(noticeText.implicitWidth + 2 * Theme.space4, parent.width - 2 * Theme.space4)
        height: noticeText.implicitHeight + 2 * Theme.space2
        radius: height / 2
        color: Theme.inverse
        Accessible.role: Accessible.AlertMessage
        Accessible.name: Library.notice
        Behavior on opacity { NumberAnimation { duration: Theme.calm } }

        Text {
            id: noticeText

            anchors.centerIn: parent
            width: Math.min(implicitWidth, notice.width - 2 * Theme.space4)
            text: Library.notice
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            color: Theme.inverseText
            font.pixelSize: Theme.label
        }
        Timer { id: leave; interval: 3500 }
        Connections {
            target: Library

            function onNoticeChanged(): void { leave.restart(); }
        }
    }
    ModelDialogs {
        id: dialogs

        property string purpose: "add"

        onFileChosen: url => Library.addPlace(url)
        onFolderChosen: url => purpose === "move" ? Library.setModelsFolder(url) : Library.addPlace(url)
    }
}
